//! Revocations: which sessions have ended, though their cookies are still about.

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::session::{
    Clock, CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, Timestamp,
    any_store::AnyStore, client_side::Slot,
};

/// How often a note is tried when others write it at once; each of them notes much the same.
const ATTEMPTS: usize = 8;

/// A list of what was revoked, in any store.
#[derive(Clone)]
pub(super) struct Revocations(Arc<dyn AnyStore>);

impl Revocations {
    pub(super) fn new(list: impl SessionStore) -> Self {
        Self(Arc::new(list))
    }

    /// The session of one request, if it was not revoked. Notes are kept for as long as `lasting`.
    pub(super) fn over(&self, slot: Slot, clock: Arc<dyn Clock>, lasting: Duration) -> Revocable {
        Revocable {
            slot,
            list: self.clone(),
            clock,
            lasting,
        }
    }
}

impl fmt::Debug for Revocations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Revocations").finish_non_exhaustive()
    }
}

/// What the cookie has carried, and the list that it is checked against.
pub(super) struct Revocable {
    slot: Slot,
    list: Revocations,
    clock: Arc<dyn Clock>,
    lasting: Duration,
}

impl Revocable {
    /// Notes that what `place` stands for is over from `since` on, or from whenever `wins` of that
    /// and an earlier note. Gives the earlier one.
    async fn note(
        &self,
        place: &SessionKey,
        since: Timestamp,
        wins: fn(Timestamp, Timestamp) -> Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let list = &*self.list.0;
        let ends = since.max(self.clock.now()).after(self.lasting);
        let mut note = Arc::new(Record::new(Bytes::new(), since, ends));
        for _ in 0..ATTEMPTS {
            if list.create(place, &note).whenever().await? == CreateOutcome::Created {
                return Ok(None);
            }
            let Some(found) = list.load(place).whenever().await? else {
                continue;
            };
            let changed = Arc::make_mut(&mut note);
            changed.version = found.version + 1;
            changed.created = wins(since, found.created);
            if list.save(place, &note, found.version).whenever().await? == SaveOutcome::Saved {
                return Ok(Some(found.created));
            }
        }
        Err(StoreError::new("a revocation was overtaken every time"))
    }

    /// Notes that a session has ended under this key. Whether it had before.
    async fn end(&self, key: &SessionKey, since: Timestamp) -> Result<bool, StoreError> {
        let place = place(b"id", key.as_bytes());
        let before = self.note(&place, since, Timestamp::min).await?;
        Ok(before.is_some_and(|before| before <= self.clock.now()))
    }

    async fn is_revoked(&self, key: &SessionKey, record: &Record) -> Result<bool, StoreError> {
        let list = &*self.list.0;
        let now = self.clock.now();
        let place_of_id = place(b"id", key.as_bytes());
        let of_id = list.load(&place_of_id).whenever().await?;
        if of_id.is_some_and(|note| note.created <= now) {
            return Ok(true);
        }
        let Some(subject) = &record.subject else {
            return Ok(false);
        };
        let place_of_subject = place(b"subject", subject.as_bytes());
        let of_subject = list.load(&place_of_subject).whenever().await?;
        Ok(of_subject.is_some_and(|note| record.renewed <= note.created))
    }
}

impl SessionStore for Revocable {
    async fn load(&self, key: &SessionKey) -> Result<Option<Record>, StoreError> {
        let Some(record) = SessionStore::load(&self.slot, key).await? else {
            return Ok(None);
        };
        let is_revoked = self.is_revoked(key, &record).await?;
        Ok((!is_revoked).then_some(record))
    }

    async fn create(&self, key: &SessionKey, record: &Record) -> Result<CreateOutcome, StoreError> {
        SessionStore::create(&self.slot, key, record).await
    }

    async fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        // The end of a session, or of the old id of a renewed one. First, so that nothing counts as
        // ended here of which a copy still opens elsewhere.
        if (record.successor.is_some() || record.is_expired(self.clock.now()))
            && self.end(key, record.expires).await?
        {
            return Ok(SaveOutcome::Gone);
        }
        SessionStore::save(&self.slot, key, record, expected).await
    }

    async fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        SessionStore::touch(&self.slot, key, last_seen, expires).await
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), StoreError> {
        let now = self.clock.now();
        let record = SessionStore::load(&self.slot, key).await?;
        // What has ended was noted when it did.
        if record.is_none_or(|record| !record.is_expired(now)) {
            self.end(key, now).await?;
        }
        SessionStore::delete(&self.slot, key).await
    }

    async fn delete_for_subject(&self, subject: &str) -> Result<u64, StoreError> {
        let place = place(b"subject", subject.as_bytes());
        self.note(&place, self.clock.now(), Timestamp::max).await?;
        Ok(0)
    }
}

/// Where the list has its note. No id leads there, should the store keep sessions as well.
fn place(kind: &[u8], name: &[u8]) -> SessionKey {
    let digest = Sha256::new()
        .chain_update(b"onionskin/revoked/")
        .chain_update(kind)
        .chain_update(b"/")
        .chain_update(name);
    SessionKey::from_bytes(digest.finalize().into())
}
