//! Store: what a session store must do, in the commands of Redis.

use super::{
    RedisStore,
    fields::{self, NAMES, Values, moment, tagged},
    scripts::{CONFLICT, SAVED},
};
use crate::session::{
    CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, Timestamp,
};

impl SessionStore for RedisStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<Record>, StoreError> {
        let mut command = redis::cmd("HMGET");
        command.arg(self.record_key(key)).arg(&NAMES);
        let values = self
            .with(
                async |connection| match command.query_async::<Values>(connection).await {
                    // Somebody has put another thing there, which is no session.
                    Err(error) if error.code() == Some("WRONGTYPE") => Ok(Values::default()),
                    values => values,
                },
            )
            .await?;
        Ok(fields::read(values))
    }

    async fn create(&self, key: &SessionKey, record: &Record) -> Result<CreateOutcome, StoreError> {
        let key = self.record_key(key);
        let mut script = self.scripts.create.key(&key);
        script.arg(nonce()).arg(moment(record.expires));
        fields::write(record, &mut script);
        Ok(match self.write(&script, &key, record).await? {
            SAVED => CreateOutcome::Created,
            _ => CreateOutcome::Taken,
        })
    }

    async fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        let key = self.record_key(key);
        let mut script = self.scripts.save.key(&key);
        script
            .arg(nonce())
            .arg(moment(record.expires))
            .arg(expected);
        fields::write(record, &mut script);
        Ok(match self.write(&script, &key, record).await? {
            SAVED => SaveOutcome::Saved,
            CONFLICT => SaveOutcome::Conflict,
            _ => SaveOutcome::Gone,
        })
    }

    async fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let key = self.record_key(key);
        let mut command = redis::cmd("HGET");
        command.arg(&key).arg("s");
        let subject: Option<String> = self
            .with(async |connection| command.query_async(connection).await)
            .await?;
        if let Some(subject) = subject
            .as_deref()
            .and_then(|tagged| tagged.strip_prefix('+'))
        {
            self.index(subject, &key, expires).await?;
        }
        let mut script = self.scripts.touch.key(&key);
        script.arg(moment(last_seen)).arg(moment(expires));
        self.run(&script).await
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), StoreError> {
        let mut command = redis::cmd("DEL");
        command.arg(self.record_key(key));
        self.with(async |connection| command.query_async(connection).await)
            .await
    }

    async fn delete_for_subject(&self, subject: &str) -> Result<u64, StoreError> {
        let mut command = redis::cmd("ZRANGE");
        command.arg(self.index_key(subject)).arg(0).arg(-1);
        let records: Vec<Vec<u8>> = self
            .with(async |connection| command.query_async(connection).await)
            .await?;
        let mut deleted = 0;
        for record in records {
            // What is gone already stays in the index until its time is over: a record of this
            // subject may be about to be made under that key.
            let mut script = self.scripts.delete_of.key(record);
            script.arg(tagged(subject));
            deleted += self.run::<u64>(&script).await?;
        }
        Ok(deleted)
    }
}

/// Names one write among all others.
fn nonce() -> u64 {
    rand::random()
}
