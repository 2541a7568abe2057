//! Memory records: what a memory store holds, found, made room for and cleared away.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
};

use crate::session::{
    Clock, CreateOutcome, Record, SaveOutcome, SessionKey, Timestamp, memory_shard::Shard,
};

const SHARDS: usize = 16;
/// Dead records that every new one clears away: more than one, so that they cannot pile up.
const CLEARED_PER_NEW: usize = 2;

/// All records of a memory store, in shards with a lock each.
pub(super) struct Records {
    shards: [Mutex<Shard>; SHARDS],
    /// Of all shards together.
    count: AtomicUsize,
    capacity: usize,
    /// Orders the uses of records, however the clock may jump.
    uses: AtomicU64,
    clock: Box<dyn Clock>,
}

impl Records {
    /// Makes room for so many records.
    pub(super) fn new(capacity: usize, clock: Box<dyn Clock>) -> Self {
        Self {
            shards: Default::default(),
            count: AtomicUsize::new(0),
            capacity,
            uses: AtomicU64::new(0),
            clock,
        }
    }

    /// How many there are, dead ones included.
    pub(super) fn len(&self) -> usize {
        self.count.load(Relaxed)
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    #[inline]
    pub(super) fn load(&self, key: &SessionKey) -> Option<Arc<Record>> {
        let now = self.clock.now();
        let mut shard = self.shard(key);
        let record = shard.get(key)?;
        if record.is_expired(now) {
            self.remove(&mut shard, key);
            return None;
        }
        Some(Arc::clone(record))
    }

    pub(super) fn create(&self, key: &SessionKey, record: Arc<Record>) -> CreateOutcome {
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

    pub(super) fn save(&self, key: &SessionKey, record: Arc<Record>, expected: u64) -> SaveOutcome {
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

    pub(super) fn touch(&self, key: &SessionKey, last_seen: Timestamp, expires: Timestamp) {
        let now = self.clock.now();
        let mut shard = self.shard(key);
        let is_over = |record: &Arc<Record>| record.is_expired(now) || record.successor.is_some();
        if shard.get(key).is_none_or(is_over) {
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

    pub(super) fn delete_where(&self, is_meant: impl Fn(&Record) -> bool) -> u64 {
        let mut deleted = 0;
        for shard in &self.shards {
            let mut shard = lock(shard);
            for key in shard.keys_where(&is_meant) {
                deleted += u64::from(self.remove(&mut shard, &key));
            }
        }
        deleted
    }

    pub(super) fn delete(&self, key: &SessionKey) {
        self.remove(&mut self.shard(key), key);
    }

    /// Drops every dead record.
    pub(super) fn delete_dead(&self) -> u64 {
        let now = self.clock.now();
        self.delete_where(|record| record.is_expired(now))
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
