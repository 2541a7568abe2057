//! SQLite store: sessions in a file, which outlive the process and the machine's power.

mod lane;
mod options;
mod row;

use std::{fmt, path::PathBuf, sync::Arc};

use rusqlite::{Params, TransactionBehavior::Immediate};

use self::{lane::Lane, row::signed};
use crate::session::{
    Clock, CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, Timestamp,
};

pub use self::options::SqliteOptions;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS onionskin_sessions (
        key BLOB NOT NULL PRIMARY KEY,
        version INTEGER NOT NULL,
        data BLOB NOT NULL,
        created INTEGER NOT NULL,
        renewed INTEGER NOT NULL,
        last_seen INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        subject TEXT,
        successor BLOB,
        binding BLOB
    ) STRICT;
    CREATE INDEX IF NOT EXISTS onionskin_sessions_expires ON onionskin_sessions (expires);
    CREATE INDEX IF NOT EXISTS onionskin_sessions_subject ON onionskin_sessions (subject)
        WHERE subject IS NOT NULL;";

const CLEAR_DEAD: &str = "
    DELETE FROM onionskin_sessions WHERE rowid IN
        (SELECT rowid FROM onionskin_sessions WHERE expires <= ? ORDER BY expires LIMIT ?)";
/// Dead records that every new one clears away: more than one, so that they cannot pile up.
const CLEARED_PER_NEW: i64 = 2;
/// Few enough that other writers need not wait long.
const BATCH: i64 = 1000;

const CREATE: &str = "
    INSERT INTO onionskin_sessions
        (key, version, data, created, renewed, last_seen, expires, subject, successor, binding)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT (key) DO UPDATE SET
        version = ?2, data = ?3, created = ?4, renewed = ?5, last_seen = ?6, expires = ?7,
        subject = ?8, successor = ?9, binding = ?10
    WHERE onionskin_sessions.expires <= ?11";

const SAVE: &str = "
    UPDATE onionskin_sessions SET
        version = ?2, data = ?3, created = ?4, renewed = ?5, last_seen = ?6, expires = ?7,
        subject = ?8, successor = ?9, binding = ?10
    WHERE key = ?1 AND expires > ?11 AND version = ?12";

const LOAD: &str = "
    SELECT version, data, created, renewed, last_seen, expires, subject, successor, binding
    FROM onionskin_sessions WHERE key = ? AND expires > ?";

const IS_LIVE: &str = "SELECT 1 FROM onionskin_sessions WHERE key = ? AND expires > ?";

const TOUCH: &str = "
    UPDATE onionskin_sessions SET last_seen = max(last_seen, ?), expires = max(expires, ?)
    WHERE key = ? AND expires > ? AND successor IS NULL";

/// Keeps sessions in an SQLite file.
///
/// For one machine, any number of processes on it. Every write that was acknowledged is on the
/// disk: neither a killed process nor a power failure takes it back. Dead records are cleared away
/// by the way, as new ones come. A clone is another handle to the same sessions.
///
/// # Examples
///
/// ```
/// use onionskin::{Sessions, session::SqliteStore};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # let folder = std::env::temp_dir().join(format!("onionskin-doc-store-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// let store = SqliteStore::open(folder.join("sessions.db")).await.unwrap();
/// store.create_schema().await.unwrap();
/// let sessions = Sessions::<u64>::new(store);
/// # drop(sessions);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # });
/// ```
///
/// # Security
///
/// A new file can be read by its owner only. It holds digests of ids, no ids, but the data of the
/// sessions stands there as it is.
#[derive(Clone)]
pub struct SqliteStore {
    reads: Arc<Lane>,
    writes: Arc<Lane>,
    clock: Arc<dyn Clock>,
}

impl SqliteStore {
    /// Opens the file, or makes an empty one, with the default settings.
    ///
    /// # Errors
    ///
    /// As [`SqliteOptions::open`].
    pub async fn open(path: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::options(path).open().await
    }

    /// Begins a store in that file, to choose settings.
    pub fn options(path: impl Into<PathBuf>) -> SqliteOptions {
        SqliteOptions::new(path.into())
    }

    /// Makes the table `onionskin_sessions` and its indexes, unless they are there.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub async fn create_schema(&self) -> Result<(), StoreError> {
        self.writes
            .run(|connection| connection.execute_batch(SCHEMA))
            .await
    }

    /// Runs one statement, and tells how many rows it has changed.
    async fn write(
        &self,
        sql: &'static str,
        values: impl Params + Send + 'static,
    ) -> Result<u64, StoreError> {
        let changed = self
            .writes
            .run(move |connection| connection.prepare_cached(sql)?.execute(values))
            .await?;
        Ok(changed as u64)
    }

    fn now(&self) -> i64 {
        signed(self.clock.now().as_millis())
    }
}

impl SessionStore for SqliteStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<Record>, StoreError> {
        let (key, now) = (*key, self.now());
        self.reads
            .run(move |connection| {
                let mut statement = connection.prepare_cached(LOAD)?;
                let mut rows = statement.query((key.as_bytes(), now))?;
                Ok(rows.next()?.and_then(row::read))
            })
            .await
    }

    async fn create(&self, key: &SessionKey, record: &Record) -> Result<CreateOutcome, StoreError> {
        let (key, record, now) = (*key, record.clone(), self.now());
        self.writes
            .run(move |connection| {
                let transaction = connection.transaction_with_behavior(Immediate)?;
                transaction
                    .prepare_cached(CLEAR_DEAD)?
                    .execute([now, CLEARED_PER_NEW])?;
                let mut statement = transaction.prepare_cached(CREATE)?;
                row::bind(&mut statement, &key, &record)?;
                statement.raw_bind_parameter(11, now)?;
                let created = statement.raw_execute()? == 1;
                drop(statement);
                transaction.commit()?;
                Ok(if created {
                    CreateOutcome::Created
                } else {
                    CreateOutcome::Taken
                })
            })
            .await
    }

    async fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        let (key, record, now) = (*key, record.clone(), self.now());
        self.writes
            .run(move |connection| {
                let mut statement = connection.prepare_cached(SAVE)?;
                row::bind(&mut statement, &key, &record)?;
                statement.raw_bind_parameter(11, now)?;
                statement.raw_bind_parameter(12, signed(expected))?;
                if statement.raw_execute()? == 1 {
                    return Ok(SaveOutcome::Saved);
                }
                let is_live = connection
                    .prepare_cached(IS_LIVE)?
                    .exists((key.as_bytes(), now))?;
                Ok(if is_live {
                    SaveOutcome::Conflict
                } else {
                    SaveOutcome::Gone
                })
            })
            .await
    }

    async fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let (key, now) = (*key, self.now());
        let (last_seen, expires) = (signed(last_seen.as_millis()), signed(expires.as_millis()));
        self.write(TOUCH, (last_seen, expires, *key.as_bytes(), now))
            .await
            .map(drop)
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.write(
            "DELETE FROM onionskin_sessions WHERE key = ?",
            (*key.as_bytes(),),
        )
        .await
        .map(drop)
    }

    async fn delete_for_subject(&self, subject: &str) -> Result<u64, StoreError> {
        self.write(
            "DELETE FROM onionskin_sessions WHERE subject = ?",
            (subject.to_owned(),),
        )
        .await
    }

    async fn delete_expired(&self) -> Result<u64, StoreError> {
        let now = self.now();
        let mut deleted = 0;
        loop {
            let batch = self.write(CLEAR_DEAD, (now, BATCH)).await?;
            deleted += batch;
            if batch == 0 {
                return Ok(deleted);
            }
        }
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore")
            .field("path", &self.writes.path())
            .finish_non_exhaustive()
    }
}
