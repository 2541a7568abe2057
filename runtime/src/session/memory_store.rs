//! Memory store: sessions of one process, bounded and expiring.

use std::{fmt, sync::Arc};

use crate::session::{
    Clock, CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, SystemClock,
    Timestamp, memory_records::Records,
};

/// Keeps sessions in the memory of this process.
///
/// Beside the encoded data it keeps what that was last decoded to, and lends that to all requests: data
/// whose copies share what can change, such as an `Arc<Mutex<_>>`, shares it among them.
///
/// It holds 100 000 sessions unless told otherwise. When it is full, dead ones go first, then the
/// one whose last write, or touch, is oldest. Dead records are cleared away by the way; no
/// background task is needed. A clone is another handle to the same sessions; two stores made by
/// [`new`](Self::new) share nothing.
///
/// # Examples
///
/// ```
/// use onionskin::{MemoryStore, Sessions};
///
/// let store = MemoryStore::with_capacity(10_000);
/// let sessions = Sessions::<u64>::new(store.clone());
/// assert!(store.is_empty());
/// # drop(sessions);
/// ```
#[derive(Clone)]
pub struct MemoryStore(Arc<Records>);

impl MemoryStore {
    /// Makes an empty store for 100 000 sessions.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(100_000)
    }

    /// Makes an empty store for that many sessions, and at least one.
    #[must_use]
    pub fn with_capacity(sessions: usize) -> Self {
        Self::with_capacity_and_clock(sessions, SystemClock)
    }

    /// Makes an empty store that tells the time by another clock.
    #[must_use]
    pub fn with_capacity_and_clock(sessions: usize, clock: impl Clock) -> Self {
        Self(Arc::new(Records::new(sessions.max(1), Box::new(clock))))
    }

    /// Tells how many records are held, dead ones that were not cleared yet included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether no record is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("sessions", &self.len())
            .field("capacity", &self.0.capacity())
            .finish_non_exhaustive()
    }
}

impl SessionStore for MemoryStore {
    const ANSWERS_AT_ONCE: bool = true;

    async fn load(&self, key: &SessionKey) -> Result<Option<Record>, StoreError> {
        Ok(self.0.load(key).map(Arc::unwrap_or_clone))
    }

    #[inline]
    async fn load_shared(&self, key: &SessionKey) -> Result<Option<Arc<Record>>, StoreError> {
        Ok(self.0.load(key))
    }

    async fn create(&self, key: &SessionKey, record: &Record) -> Result<CreateOutcome, StoreError> {
        Ok(self.0.create(key, Arc::new(record.clone())))
    }

    async fn create_shared(
        &self,
        key: &SessionKey,
        record: &Arc<Record>,
    ) -> Result<CreateOutcome, StoreError> {
        Ok(self.0.create(key, Arc::clone(record)))
    }

    async fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        Ok(self.0.save(key, Arc::new(record.clone()), expected))
    }

    async fn save_shared(
        &self,
        key: &SessionKey,
        record: &Arc<Record>,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        Ok(self.0.save(key, Arc::clone(record), expected))
    }

    async fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        self.0.touch(key, last_seen, expires);
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.0.delete(key);
        Ok(())
    }

    async fn delete_for_subject(&self, subject: &str) -> Result<u64, StoreError> {
        Ok(self
            .0
            .delete_where(|record| record.subject.as_deref() == Some(subject)))
    }

    async fn delete_expired(&self) -> Result<u64, StoreError> {
        Ok(self.0.delete_dead())
    }
}
