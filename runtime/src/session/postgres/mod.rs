//! PostgreSQL store: sessions in the database that an application has anyway.

mod lease;
mod row;
mod statements;
mod store;
#[cfg(feature = "postgres-tls")]
mod tls;

use std::{fmt, sync::Arc, time::Duration};

use deadpool_postgres::{Manager, Pool, PoolError, TimeoutType};
use tokio_postgres::{
    Config, NoTls, Row, Socket,
    tls::{MakeTlsConnect, TlsConnect},
};

use self::{
    lease::Lease,
    row::{Value, signed},
    statements::SCHEMA,
};
use crate::session::{Clock, StoreError, SystemClock};

/// After how long a silent connection is asked whether it is alive.
const KEEPALIVE: Duration = Duration::from_secs(5);

/// Keeps sessions in PostgreSQL, through a pool of connections.
///
/// A save is one round trip, and so is a load. Dead records are as good as absent at once; they
/// take room until [`delete_expired`](crate::SessionStore::delete_expired) is called, say by an
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
    /// For a server on the same machine or in a network of your own; otherwise `encrypted`, of the feature
    /// `postgres-tls`.
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
        Self::connecting(url.parse().map_err(StoreError::new)?, tls)
    }

    fn connecting<T>(mut config: Config, tls: T) -> Result<Self, StoreError>
    where
        T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
        T::Stream: Sync + Send,
        T::TlsConnect: Sync + Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
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

impl fmt::Debug for PostgresStore {
    /// Leaves out where the server is, and the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore")
            .field("pool", &self.pool.status())
            .field("time_limit", &self.time_limit)
            .finish_non_exhaustive()
    }
}
