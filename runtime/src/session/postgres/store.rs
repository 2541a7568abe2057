//! Store: what a session store must do, in SQL.

use deadpool_postgres::PoolError;
use tokio_postgres::error::SqlState;

use super::{
    PostgresStore,
    row::{self, Columns, Value, signed},
    statements::{BATCH, CLEAR_DEAD, CREATE, IS_LIVE, LOAD, SAVE, TOUCH},
};
use crate::session::{
    CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, Timestamp,
};

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

fn is_conflict(error: &PoolError) -> bool {
    let PoolError::Backend(error) = error else {
        return false;
    };
    matches!(
        error.code(),
        Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED)
    )
}
