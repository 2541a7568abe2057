//! Core: what every session of one configuration shares, and how records are found and written.

mod change;
mod headers;
mod lifetime;
mod renewal;
mod rules;

use std::{fmt, ops::Deref, sync::Arc};

use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};

use crate::session::{
    CreateOutcome, Record, SessionError, SessionKey, SessionStore,
    any_store::{Answer, AnyStore},
    nowhere::Nowhere,
    record::Binding,
};

pub(crate) use self::{
    change::Changed,
    renewal::{Move, Owner},
    rules::Rules,
};

/// How often `update` tries again before it gives up. Every failed attempt means that somebody
/// else got through, so a thousand writers at once stay far below it.
const ATTEMPTS: usize = 10_000;
/// How many renewals a request may follow: as many as fit into one grace by any sane client.
const RENEWALS: usize = 8;

/// What a session's data must be able to do.
///
/// Implemented for everything that can.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the data of a session",
    label = "a session cannot hold it",
    note = "write `#[derive(Clone, Default, Serialize, Deserialize)]` above `{Self}`"
)]
pub trait SessionData:
    Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static
{
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static> SessionData for T {}

/// A store, and the rules of the sessions in it.
pub(crate) struct Core<T> {
    store: Arc<dyn AnyStore>,
    rules: Arc<Rules<T>>,
}

/// A record with its key and its decoded data.
pub(crate) struct Held<T> {
    pub(crate) key: SessionKey,
    pub(crate) record: Arc<Record>,
    /// Shared with a record that its store keeps in memory.
    pub(crate) data: Arc<T>,
}

impl<T: SessionData> Core<T> {
    pub(crate) fn new(store: impl SessionStore) -> Self {
        Self {
            store: Arc::new(store),
            rules: Arc::new(Rules::new()),
        }
    }

    /// The rules, to change them.
    pub(crate) fn rules(&mut self) -> &mut Rules<T> {
        Arc::make_mut(&mut self.rules)
    }

    /// Loads the live session under `key`, follows renewals, and marks it as used.
    pub(crate) async fn find(&self, key: &SessionKey) -> Result<Option<Held<T>>, SessionError> {
        let mut key = *key;
        for _ in 0..RENEWALS {
            let loaded = match self.store.load(&key) {
                Answer::Now(record) => record,
                later @ Answer::Later(_) => later.within(self.time_limit).await,
            };
            let Some(record) = loaded? else {
                return Ok(None);
            };
            let now = self.clock.now();
            if self.is_over(&record, now) {
                return Ok(None);
            }
            if let Some(successor) = record.successor {
                key = successor;
                continue;
            }
            if self.is_touch_due(&record, now) {
                self.touch(&key, &record, now).await;
            }
            return Ok(Some(Held {
                key,
                data: self.decode(&record),
                record,
            }));
        }
        Ok(None)
    }

    /// Stores a session that begins now.
    pub(crate) async fn create(
        &self,
        key: SessionKey,
        data: T,
        subject: Option<&str>,
        binding: Option<Binding>,
    ) -> Result<Held<T>, SessionError> {
        let now = self.clock.now();
        let mut record = Record::new(self.encode(&data)?, now, self.expiry(now, now));
        record.subject = subject.map(Arc::from).or_else(|| self.identify(&data));
        record.binding = binding;
        let record = Arc::new(record);
        let created = self.store.create(&key, &record);
        match created.within(self.time_limit).await? {
            CreateOutcome::Created => Ok(Held {
                key,
                record,
                data: Arc::new(data),
            }),
            CreateOutcome::Taken => Err(SessionError::IdTaken),
        }
    }

    /// Keeps nothing from here on: what a request writes is gone with it.
    pub(crate) fn switch_off(&mut self) {
        self.store = Arc::new(Nowhere);
        let rules = self.rules();
        rules.enabled = false;
        #[cfg(feature = "client-sessions")]
        {
            rules.client_side = None;
        }
    }

    /// The same rules for a session that came with the request and is nowhere else.
    #[cfg(feature = "client-sessions")]
    pub(crate) fn over(&self, store: Arc<dyn AnyStore>) -> Self {
        Self {
            store,
            rules: Arc::clone(&self.rules),
        }
    }

    pub(crate) async fn delete(&self, key: &SessionKey) -> Result<(), SessionError> {
        Ok(self.store.delete(key).within(self.time_limit).await?)
    }

    pub(crate) async fn delete_for_subject(&self, subject: &str) -> Result<u64, SessionError> {
        let deleted = self.store.delete_for_subject(subject);
        Ok(deleted.within(self.time_limit).await?)
    }

    pub(crate) async fn delete_expired(&self) -> Result<u64, SessionError> {
        Ok(self.store.delete_expired().whenever().await?)
    }

    /// Clears the place of a record that is dead already; if it fails, the store will collect it.
    async fn bury(&self, dead: &SessionKey) {
        if let Err(error) = self.store.delete(dead).within(self.time_limit).await {
            tracing::warn!(cause = ?error, "could not delete the record of a session id that is dead");
        }
    }

    fn next_version(&self, record: &Record, data: Bytes) -> Record {
        let last_seen = self.clock.now().max(record.last_seen);
        Record {
            version: record.version + 1,
            data,
            last_seen,
            expires: self.expiry(record.created, last_seen),
            ..record.clone()
        }
    }

    fn identify(&self, data: &T) -> Option<Arc<str>> {
        self.identity.as_ref().and_then(|identify| identify(data))
    }

    fn encode(&self, data: &T) -> Result<Bytes, SessionError> {
        self.codec
            .encode(data)
            .map(Into::into)
            .map_err(SessionError::Encode)
    }

    /// Decodes a record's data, unless its store remembers what came of that the last time.
    #[inline]
    fn decode(&self, record: &Arc<Record>) -> Arc<T> {
        let known = record.decoded.get(self.codec_number);
        known.unwrap_or_else(|| self.decode_anew(record))
    }

    fn decode_anew(&self, record: &Arc<Record>) -> Arc<T> {
        match self.codec.decode(&record.data) {
            Ok(data) => {
                let data = Arc::new(data);
                // Nobody but its store can have another handle to it.
                if Arc::strong_count(record) > 1 {
                    record.decoded.keep(self.codec_number, &data);
                }
                data
            }
            Err(error) => {
                tracing::warn!(
                    codec = self.codec.name(),
                    place = error.place(),
                    "a session's data no longer decodes; it is taken as empty",
                );
                Arc::new(self.default_data.clone())
            }
        }
    }
}

impl<T> Deref for Core<T> {
    type Target = Rules<T>;

    #[inline]
    fn deref(&self) -> &Rules<T> {
        &self.rules
    }
}

impl<T> Clone for Core<T> {
    fn clone(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            rules: Arc::clone(&self.rules),
        }
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key,
            record: Arc::clone(&self.record),
            data: Arc::clone(&self.data),
        }
    }
}

impl<T> fmt::Debug for Core<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions")
            .field("cookie", &self.cookie)
            .field("clear_site_data", &self.clear_site_data)
            .field("idle", &self.idle)
            .field("absolute", &self.absolute)
            .field("touch_every", &self.touch_every)
            .field("grace", &self.grace)
            .field("renew_after", &self.renew_after)
            .field("time_limit", &self.time_limit)
            .field("outage", &self.outage)
            .finish_non_exhaustive()
    }
}
