//! PostgreSQL store: sessions in the database that an application has anyway.

mod lease;
mod row;
mod statements;

use std::{fmt, sync::Arc, time::Duration};

use deadpool_postgres::{Manager, Pool, PoolError, TimeoutType};
use tokio_postgres::{
    Config, NoTls, Row, Socket,
    error::SqlState,
    tls::{MakeTlsConnect, TlsConnect},
};

use self::{
    lease::Lease,
    row::{Columns, Value, signed},
    statements::{BATCH, CLEAR_DEAD, CREATE, IS_LIVE, LOAD, SAVE, SCHEMA, TOUCH},
};
use crate::session::{
    Clock, CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, SystemClock,
    Timestamp,
};

/// After how long a silent connection is asked whether it is alive.
const KEEPALIVE: Duration = Duration::from_secs(5);

/// Keeps sessions in PostgreSQL, through a pool of connections.
///
/// A save is one round trip, and so is a load. Dead records are as good as absent at once; they
/// take room until [`delete_expired`](SessionStore::delete_expired) is called, say by an
/// [`ExpiryCollector`](crate::session::ExpiryCollector). A clone is another handle to the same
/// sessions.
///
/// | setting | default |
/// |---|---|
/// | [`connections`](Self::connections) | 10 |
/// | [`time_limit`](Self::time_limit) | 2 seconds |
///
/// # Examples
///
/// ```
/// use onionskin::{Sessions, session::PostgresStore};
///
/// let store = PostgresStore::new("postgres://shop:password@db.internal/shop")
///     .unwrap()
///     .connections(20);
/// // Once, when the application starts: `store.migrate().await?`
/// let sessions = Sessions::<u64>::new(store);
/// # drop(sessions);
/// ```
#[derive(Clone)]
pub struct PostgresStore {
    pool: Pool,
    clock: Arc<dyn Clock>,
    time_limit: Duration,
}

impl PostgresStore {
    /// Keeps sessions in the database at that URL, over an unencrypted connection.
    ///
    /// The table goes where the `search_path` of the connection leads.
    ///
    /// # Errors
    ///
    /// When the URL cannot be understood. A server that is away is no error before it is asked;
    /// one that insists on encryption, or an URL with `sslmode=require`, fails then.
    pub fn new(url: &str) -> Result<Self, StoreError> {
        Self::with_tls(url, NoTls)
    }

    /// Keeps sessions in the database at that URL, with the TLS of your choice.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn with_tls<T>(url: &str, tls: T) -> Result<Self, StoreError>
    where
        T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
        T::Stream: Sync + Send,
        T::TlsConnect: Sync + Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        let mut config: Config = url.parse().map_err(StoreError::new)?;
        // A server that vanished without a word is found out within seconds.
        config.keepalives_idle(KEEPALIVE);
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(KEEPALIVE);
        }
        let pool = Pool::builder(Manager::new(config, tls))
            .max_size(10)
            .build()
            .map_err(StoreError::new)?;
        Ok(Self {
            pool,
            clock: Arc::new(SystemClock),
            time_limit: Duration::from_secs(2),
        })
    }

    /// Opens at most so many connections, at least one.
    #[must_use]
    pub fn connections(self, connections: usize) -> Self {
        self.pool.resize(connections.max(1));
        self
    }

    /// Waits so long for every answer, the wait for a free connection included.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Tells the time by another clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Makes the table `onionskin_sessions` and its indexes, unless they are there.
    ///
    /// It takes the time that it takes: no limit applies.
    ///
    /// # Errors
    ///
    /// When the server does not answer, or the user may not make tables.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let connection = self.pool.get().await.map_err(StoreError::new)?;
        connection
            .batch_execute(SCHEMA)
            .await
            .map_err(StoreError::new)
    }

    /// Runs a statement, and tells how many rows it has changed.
    async fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, PoolError> {
        self.within(Lease::run(&self.pool, async |connection| {
            let statement = connection.prepare_cached(sql).await?;
            connection.execute(&statement, values).await
        }))
        .await
    }

    async fn find(&self, sql: &str, values: &[Value<'_>]) -> Result<Option<Row>, PoolError> {
        self.within(Lease::run(&self.pool, async |connection| {
            let statement = connection.prepare_cached(sql).await?;
            connection.query_opt(&statement, values).await
        }))
        .await
    }

    async fn within<T>(
        &self,
        answer: impl Future<Output = Result<T, PoolError>>,
    ) -> Result<T, PoolError> {
        tokio::time::timeout(self.time_limit, answer)
            .await
            .unwrap_or(Err(PoolError::Timeout(TimeoutType::Wait)))
    }

    fn now(&self) -> i64 {
        signed(self.clock.now().as_millis())
    }
}

impl SessionStore for PostgresStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<Record>, StoreError> {
        let row = self.find(LOAD, &[&&key.as_bytes()[..], &self.now()]).await;
        Ok(row.map_err(StoreError::new)?.as_ref().and_then(row::read))
    }

    async fn create(&self, key: &SessionKey, record: &Record) -> Result<CreateOutcome, StoreError> {
        let columns = Columns::of(key, record);
        match self.execute(CREATE, &columns.and(&[&self.now()])).await {
            Ok(0) => Ok(CreateOutcome::Taken),
            Ok(_) => Ok(CreateOutcome::Created),
            Err(error) => Err(StoreError::new(error)),
        }
    }

    async fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        let columns = Columns::of(key, record);
        let (now, expected) = (self.now(), signed(expected));
        let values = columns.and(&[&now, &expected]);
        match self.execute(SAVE, &values).await {
            Ok(0) => {}
            Ok(_) => return Ok(SaveOutcome::Saved),
            // A database that isolates its transactions more strictly than by default says so.
            Err(error) if is_conflict(&error) => return Ok(SaveOutcome::Conflict),
            Err(error) => return Err(StoreError::new(error)),
        }
        let live = self.find(IS_LIVE, &[&&key.as_bytes()[..], &now]).await;
        Ok(match live.map_err(StoreError::new)? {
            Some(_) => SaveOutcome::Conflict,
            None => SaveOutcome::Gone,
        })
    }

    async fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let (last_seen, expires) = (signed(last_seen.as_millis()), signed(expires.as_millis()));
        let values: [Value<'_>; 4] = [&last_seen, &expires, &&key.as_bytes()[..], &self.now()];
        let touched = self.execute(TOUCH, &values).await;
        touched.map(drop).map_err(StoreError::new)
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), StoreError> {
        let sql = "DELETE FROM onionskin_sessions WHERE key = $1";
        let deleted = self.execute(sql, &[&&key.as_bytes()[..]]).await;
        deleted.map(drop).map_err(StoreError::new)
    }

    async fn delete_for_subject(&self, subject: &str) -> Result<u64, StoreError> {
        let sql = "DELETE FROM onionskin_sessions WHERE subject = $1";
        self.execute(sql, &[&subject])
            .await
            .map_err(StoreError::new)
    }

    async fn delete_expired(&self) -> Result<u64, StoreError> {
        let now = self.now();
        let mut deleted = 0;
        loop {
            let batch = self.execute(CLEAR_DEAD, &[&now, &BATCH]).await;
            let batch = batch.map_err(StoreError::new)?;
            deleted += batch;
            if batch == 0 {
                return Ok(deleted);
            }
        }
    }
}

impl fmt::Debug for PostgresStore {
    /// Leaves out where the server is, and the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore")
            .field("pool", &self.pool.status())
            .field("time_limit", &self.time_limit)
            .finish_non_exhaustive()
    }
}

fn is_conflict(error: &PoolError) -> bool {
    let PoolError::Backend(error) = error else {
        return false;
    };
    matches!(
        error.code(),
        Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED)
    )
}
