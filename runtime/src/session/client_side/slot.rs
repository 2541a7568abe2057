//! Slot: the store of one request, which holds what its cookie has carried.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::session::{
    ClientSide, CreateOutcome, Record, SaveOutcome, SessionCookie, SessionId, SessionKey,
    SessionStore, StoreError, Timestamp,
    claim::Claim,
    client_side::{TooLarge, payload},
};

/// Holds the session of one request: a record, or two while its id is renewed.
#[derive(Clone)]
pub(crate) struct Slot {
    inner: Arc<Mutex<Inner>>,
    /// How many bytes the cookie has room for, before they are sealed.
    room: usize,
}

struct Inner {
    /// What the client has sent, as long as nobody has asked.
    sealed: Option<Claim>,
    records: Vec<(SessionKey, Record)>,
    has_changed: bool,
}

impl Slot {
    pub(super) fn new(sealed: Option<Claim>, room: usize) -> Self {
        let inner = Inner {
            sealed,
            records: Vec::new(),
            has_changed: false,
        };
        Self {
            inner: Arc::new(Mutex::new(inner)),
            room,
        }
    }

    /// Opens what the client has sent, unless that was done, and says under which id it goes.
    ///
    /// Whoever else asks meanwhile waits until `tell` was told.
    pub(crate) fn open(
        &self,
        how: &ClientSide,
        cookie: &SessionCookie,
        tell: impl FnOnce(SessionId),
    ) {
        let mut inner = self.inner();
        let Some(sealed) = inner.sealed.take() else {
            return;
        };
        if let Some((id, key, record)) = how.unpack(cookie, &sealed) {
            inner.records.push((key, record));
            tell(id);
        }
    }

    /// The record under `key`, if it is not as the client has it.
    pub(super) fn changed(&self, key: &SessionKey) -> Option<Record> {
        let inner = self.inner();
        inner.has_changed.then(|| inner.find(key).cloned())?
    }

    fn check(&self, record: &Record) -> Result<(), StoreError> {
        if payload::longest(record) > self.room {
            return Err(StoreError::new(TooLarge));
        }
        Ok(())
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Nothing that runs under the lock can panic half-way.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn find(&self, key: &SessionKey) -> Option<&Record> {
        let mut records = self.records.iter();
        records.find(|(of, _)| of == key).map(|(_, record)| record)
    }

    fn find_mut(&mut self, key: &SessionKey) -> Option<&mut Record> {
        let mut records = self.records.iter_mut();
        records.find(|(of, _)| of == key).map(|(_, record)| record)
    }
}

// It does not tell the time: whoever asks is the core, which judges every record by its own clock.
impl SessionStore for Slot {
    const ANSWERS_AT_ONCE: bool = true;

    async fn load(&self, key: &SessionKey) -> Result<Option<Record>, StoreError> {
        Ok(self.inner().find(key).cloned())
    }

    async fn create(&self, key: &SessionKey, record: &Record) -> Result<CreateOutcome, StoreError> {
        self.check(record)?;
        let mut inner = self.inner();
        if inner.find(key).is_some() {
            return Ok(CreateOutcome::Taken);
        }
        inner.records.push((*key, record.clone()));
        inner.has_changed = true;
        Ok(CreateOutcome::Created)
    }

    async fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        self.check(record)?;
        let mut inner = self.inner();
        let Some(found) = inner.find_mut(key) else {
            return Ok(SaveOutcome::Gone);
        };
        if found.version != expected {
            return Ok(SaveOutcome::Conflict);
        }
        *found = record.clone();
        inner.has_changed = true;
        Ok(SaveOutcome::Saved)
    }

    async fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let mut inner = self.inner();
        if let Some(record) = inner.find_mut(key) {
            record.last_seen = record.last_seen.max(last_seen);
            record.expires = record.expires.max(expires);
            inner.has_changed = true;
        }
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.inner().records.retain(|(of, _)| of != key);
        Ok(())
    }

    async fn delete_for_subject(&self, _subject: &str) -> Result<u64, StoreError> {
        Err(StoreError::new(
            "sessions in cookies can be ended from here only if they are `revocable`",
        ))
    }
}
