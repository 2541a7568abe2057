//! Memory store: sessions of one process, bounded and expiring.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
};

use crate::session::{
    Clock, CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, SystemClock,
    Timestamp, memory_shard::Shard,
};

const SHARDS: usize = 16;
/// Dead records that every new one clears away: more than one, so that they cannot pile up.
const CLEARED_PER_NEW: usize = 2;

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
pub struct MemoryStore(Arc<Inner>);

struct Inner {
    shards: [Mutex<Shard>; SHARDS],
    /// Of all shards together.
    count: AtomicUsize,
    capacity: usize,
    /// Orders the uses of records, however the clock may jump.
    uses: AtomicU64,
    clock: Box<dyn Clock>,
}

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
        Self(Arc::new(Inner {
            shards: Default::default(),
            count: AtomicUsize::new(0),
            capacity: sessions.max(1),
            uses: AtomicU64::new(0),
            clock: Box::new(clock),
        }))
    }

    /// Tells how many records are held, dead ones that were not cleared yet included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.count.load(Relaxed)
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
            .field("capacity", &self.0.capacity)
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
        self.0.remove(&mut self.0.shard(key), key);
        Ok(())
    }

    async fn delete_for_subject(&self, subject: &str) -> Result<u64, StoreError> {
        Ok(self
            .0
            .delete_where(|record| record.subject.as_deref() == Some(subject)))
    }

    async fn delete_expired(&self) -> Result<u64, StoreError> {
        let now = self.0.clock.now();
        Ok(self.0.delete_where(|record| record.is_expired(now)))
    }
}

impl Inner {
    #[inline]
    fn load(&self, key: &SessionKey) -> Option<Arc<Record>> {
        let now = self.clock.now();
        let mut shard = self.shard(key);
        let record = shard.get(key)?;
        if record.is_expired(now) {
            self.remove(&mut shard, key);
            return None;
        }
        Some(Arc::clone(record))
    }

    fn create(&self, key: &SessionKey, record: Arc<Record>) -> CreateOutcome {
        let now = self.clock.now();
        self.make_room(now);
        let mut shard = self.shard(key);
        self.clear_dead(&mut shard, now);
        if shard.get(key).is_some_and(|record| !record.is_expired(now)) {
            // The room that was made stays free.
            self.count.fetch_sub(1, Relaxed);
            return CreateOutcome::Taken;
        }
        self.remove(&mut shard, key);
        shard.insert(*key, record, self.next_use());
        CreateOutcome::Created
    }

    fn save(&self, key: &SessionKey, record: Arc<Record>, expected: u64) -> SaveOutcome {
        let now = self.clock.now();
        let mut shard = self.shard(key);
        match shard.get(key) {
            Some(found) if !found.is_expired(now) => {
                if found.version != expected {
                    return SaveOutcome::Conflict;
                }
            }
            _ => return SaveOutcome::Gone,
        }
        shard.remove(key);
        shard.insert(*key, record, self.next_use());
        SaveOutcome::Saved
    }

    fn touch(&self, key: &SessionKey, last_seen: Timestamp, expires: Timestamp) {
        let now = self.clock.now();
        let mut shard = self.shard(key);
        if shard.get(key).is_none_or(|record| record.is_expired(now)) {
            return;
        }
        if let Some(mut record) = shard.remove(key) {
            let touched = Arc::make_mut(&mut record);
            touched.last_seen = touched.last_seen.max(last_seen);
            touched.expires = touched.expires.max(expires);
            shard.insert(*key, record, self.next_use());
        }
    }

    /// Reserves the place of one more record; locks one shard at a time.
    fn make_room(&self, now: Timestamp) {
        let mut held = self.count.fetch_add(1, Relaxed) + 1;
        while held > self.capacity && self.evict_one(now) {
            held = self.count.load(Relaxed);
        }
    }

    /// Drops a dead record, or else the one whose use is oldest. Says whether there was any.
    fn evict_one(&self, now: Timestamp) -> bool {
        let mut oldest: Option<(u64, SessionKey)> = None;
        for shard in &self.shards {
            let mut shard = lock(shard);
            if let Some(dead) = shard.first_dead(now) {
                return self.remove(&mut shard, &dead);
            }
            let candidate = shard.oldest();
            oldest = oldest.into_iter().chain(candidate).min();
        }
        // Somebody may have used or removed it meanwhile: then the caller looks again.
        oldest.is_some_and(|(_, key)| {
            self.remove(&mut self.shard(&key), &key);
            true
        })
    }

    fn clear_dead(&self, shard: &mut Shard, now: Timestamp) {
        for _ in 0..CLEARED_PER_NEW {
            let Some(dead) = shard.first_dead(now) else {
                return;
            };
            self.remove(shard, &dead);
        }
    }

    fn delete_where(&self, is_meant: impl Fn(&Record) -> bool) -> u64 {
        let mut deleted = 0;
        for shard in &self.shards {
            let mut shard = lock(shard);
            for key in shard.keys_where(&is_meant) {
                deleted += u64::from(self.remove(&mut shard, &key));
            }
        }
        deleted
    }

    fn remove(&self, shard: &mut Shard, key: &SessionKey) -> bool {
        let was_there = shard.remove(key).is_some();
        if was_there {
            self.count.fetch_sub(1, Relaxed);
        }
        was_there
    }

    #[inline]
    fn shard(&self, key: &SessionKey) -> MutexGuard<'_, Shard> {
        // Keys are digests, so any byte of them spreads evenly.
        lock(&self.shards[usize::from(key.as_bytes()[0]) % SHARDS])
    }

    fn next_use(&self) -> u64 {
        self.uses.fetch_add(1, Relaxed)
    }
}

fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    // Nothing that runs under the lock can panic half-way.
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}
