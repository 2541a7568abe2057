//! Memory shard: one part of a memory store, behind one lock.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::session::{Record, SessionKey, Timestamp, key::BuildDigestHasher};

/// Records, found by key, by the end of their life and by their last use.
#[derive(Default)]
pub(super) struct Shard {
    entries: HashMap<SessionKey, Entry, BuildDigestHasher>,
    by_expiry: BTreeSet<(Timestamp, SessionKey)>,
    by_use: BTreeSet<(u64, SessionKey)>,
}

struct Entry {
    record: Arc<Record>,
    used: u64,
}

impl Shard {
    pub(super) fn insert(&mut self, key: SessionKey, record: Arc<Record>, used: u64) {
        self.by_expiry.insert((record.expires, key));
        self.by_use.insert((used, key));
        self.entries.insert(key, Entry { record, used });
    }

    pub(super) fn remove(&mut self, key: &SessionKey) -> Option<Arc<Record>> {
        let Entry { record, used } = self.entries.remove(key)?;
        self.by_expiry.remove(&(record.expires, *key));
        self.by_use.remove(&(used, *key));
        Some(record)
    }

    pub(super) fn get(&self, key: &SessionKey) -> Option<&Arc<Record>> {
        self.entries.get(key).map(|entry| &entry.record)
    }

    pub(super) fn keys_where(&self, is_meant: impl Fn(&Record) -> bool) -> Vec<SessionKey> {
        let meant = self
            .entries
            .iter()
            .filter(|(_, entry)| is_meant(&entry.record));
        meant.map(|(key, _)| *key).collect()
    }

    /// The record whose last use is oldest, and when that was.
    pub(super) fn oldest(&self) -> Option<(u64, SessionKey)> {
        self.by_use.first().copied()
    }

    pub(super) fn first_dead(&self, now: Timestamp) -> Option<SessionKey> {
        self.by_expiry
            .first()
            .filter(|(expires, _)| *expires <= now)
            .map(|(_, key)| *key)
    }
}
