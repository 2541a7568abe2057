//! Core: what every session of one configuration shares, and the rules that records live by.

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, header::SET_COOKIE};
use serde::{Serialize, de::DeserializeOwned};

#[cfg(feature = "client-sessions")]
use crate::session::client_side::{ClientSide, Slot};

use crate::{
    Response,
    response::caching,
    session::{
        Clock, CreateOutcome, Record, SaveOutcome, SessionCookie, SessionError, SessionId,
        SessionKey, SessionStore, SystemClock, Timestamp, WhenStoreIsDown, any_store::AnyStore,
    },
};

/// How often `update` tries again before it gives up. Every failed attempt means that somebody
/// else got through, so a thousand writers at once stay far below it.
const ATTEMPTS: usize = 10_000;
/// How many renewals a request may follow: as many as fit into one grace by any sane client.
const RENEWALS: usize = 8;

/// How long a session lives in all, unless told otherwise.
const ABSOLUTE: Duration = Duration::from_secs(12 * 60 * 60);

/// What a session's data must be able to do.
///
/// Implemented for everything that can.
pub trait SessionData:
    Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static
{
}

impl<T: Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static> SessionData for T {}

/// Store, clock, limits, cookie and default data.
#[derive(Clone)]
pub(crate) struct Core<T> {
    store: Arc<dyn AnyStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) cookie: SessionCookie,
    pub(crate) default_data: T,
    pub(crate) idle: Duration,
    pub(crate) absolute: Option<Duration>,
    pub(crate) touch_every: Duration,
    pub(crate) grace: Duration,
    /// After how long a session in use gets a new id by itself.
    pub(crate) renew_after: Option<Duration>,
    pub(crate) time_limit: Duration,
    pub(crate) outage: WhenStoreIsDown,
    #[cfg(feature = "client-sessions")]
    pub(crate) client_side: Option<ClientSide>,
}

/// A record with its key and its decoded data.
#[derive(Clone)]
pub(crate) struct Held<T> {
    pub(crate) key: SessionKey,
    pub(crate) record: Record,
    pub(crate) data: T,
}

impl<T: SessionData> Core<T> {
    pub(crate) fn new(store: impl SessionStore) -> Self {
        Self {
            store: Arc::new(store),
            clock: Arc::new(SystemClock),
            cookie: SessionCookie::default(),
            default_data: T::default(),
            idle: Duration::from_secs(30 * 60),
            absolute: None,
            touch_every: Duration::from_secs(60),
            grace: Duration::ZERO,
            renew_after: None,
            time_limit: Duration::from_secs(2),
            outage: WhenStoreIsDown::default(),
            #[cfg(feature = "client-sessions")]
            client_side: None,
        }
    }

    /// Loads the live session under `key`, follows renewals, and marks it as used.
    pub(crate) async fn find(&self, key: &SessionKey) -> Result<Option<Held<T>>, SessionError> {
        let mut key = *key;
        for _ in 0..RENEWALS {
            let Some(record) = self.store.load(&key).within(self.time_limit).await? else {
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
            self.touch(&key, &record, now).await;
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
    ) -> Result<Held<T>, SessionError> {
        let now = self.clock.now();
        let mut record = Record::new(encode(&data)?, now, self.expiry(now, now));
        record.subject = subject.map(Arc::from);
        match self
            .store
            .create(&key, &record)
            .within(self.time_limit)
            .await?
        {
            CreateOutcome::Created => Ok(Held { key, record, data }),
            CreateOutcome::Taken => Err(SessionError::IdTaken),
        }
    }

    /// Applies `change` to a fresh copy until the result is stored; the outer error is the
    /// session's, the inner one is of `change`, which then has changed nothing.
    pub(crate) async fn change<E>(
        &self,
        mut held: Held<T>,
        mut change: impl FnMut(&mut T) -> Result<(), E>,
    ) -> Result<Result<Held<T>, E>, SessionError> {
        for _ in 0..ATTEMPTS {
            let mut data = held.data;
            if let Err(refused) = change(&mut data) {
                return Ok(Err(refused));
            }
            let record = self.next_version(&held.record, encode(&data)?);
            match self
                .store
                .save(&held.key, &record, held.record.version)
                .within(self.time_limit)
                .await?
            {
                SaveOutcome::Saved => {
                    return Ok(Ok(Held {
                        key: held.key,
                        record,
                        data,
                    }));
                }
                SaveOutcome::Gone => return Err(SessionError::Gone),
                SaveOutcome::Conflict => {
                    held = self.find(&held.key).await?.ok_or(SessionError::Gone)?;
                }
            }
        }
        Err(SessionError::Conflict)
    }

    /// Applies `clear`; gives nothing when that left the default data, and the session has ended.
    ///
    /// What others write at the same time is not lost: the end, too, is a save over the version
    /// that was read.
    pub(crate) async fn clear(
        &self,
        mut held: Held<T>,
        mut clear: impl FnMut(&mut T),
    ) -> Result<Option<Held<T>>, SessionError>
    where
        T: PartialEq,
    {
        for _ in 0..ATTEMPTS {
            clear(&mut held.data);
            let is_empty = held.data == self.default_data;
            let mut record = self.next_version(&held.record, encode(&held.data)?);
            if is_empty {
                record.expires = Timestamp::default();
            }
            match self
                .store
                .save(&held.key, &record, held.record.version)
                .within(self.time_limit)
                .await?
            {
                SaveOutcome::Saved if is_empty => {
                    self.bury(&held.key).await;
                    return Ok(None);
                }
                SaveOutcome::Saved => return Ok(Some(Held { record, ..held })),
                SaveOutcome::Gone => return Err(SessionError::Gone),
                SaveOutcome::Conflict => {
                    held = self.find(&held.key).await?.ok_or(SessionError::Gone)?;
                }
            }
        }
        Err(SessionError::Conflict)
    }

    /// Moves a session to another key without losing what others write meanwhile.
    pub(crate) async fn renew(
        &self,
        held: Held<T>,
        key: SessionKey,
        subject: Option<&str>,
        grace: Duration,
    ) -> Result<Held<T>, SessionError> {
        let old = held.key;
        let subject = subject
            .map(Arc::from)
            .or_else(|| held.record.subject.clone());
        let mut read = held.record;
        let record = self.next_version(&read, read.data.clone());
        let mut renewed = Held {
            key,
            record,
            data: held.data,
        };
        renewed.record.subject.clone_from(&subject);
        renewed.record.renewed = self.clock.now();
        if self
            .store
            .create(&key, &renewed.record)
            .within(self.time_limit)
            .await?
            == CreateOutcome::Taken
        {
            return Err(SessionError::IdTaken);
        }
        for _ in 0..ATTEMPTS {
            match self
                .store
                .save(&old, &self.tombstone(&read, key, grace), read.version)
                .within(self.time_limit)
                .await?
            {
                SaveOutcome::Saved => {
                    if grace.is_zero() {
                        self.bury(&old).await;
                    }
                    return Ok(renewed);
                }
                SaveOutcome::Gone => break,
                SaveOutcome::Conflict => {}
            }
            // Somebody wrote to the old record after we had read it: take that along.
            let fresh = match self.find(&old).await? {
                Some(fresh) if fresh.key == old => fresh,
                _ => break,
            };
            read = fresh.record.clone();
            let expected = renewed.record.version;
            let since = renewed.record.renewed;
            renewed.record = self.next_version(&fresh.record, fresh.record.data.clone());
            renewed.record.subject.clone_from(&subject);
            renewed.record.version = expected + 1;
            renewed.record.renewed = since;
            renewed.data = fresh.data;
            if self
                .store
                .save(&key, &renewed.record, expected)
                .within(self.time_limit)
                .await?
                != SaveOutcome::Saved
            {
                break;
            }
        }
        self.store.delete(&key).within(self.time_limit).await?;
        Err(SessionError::Gone)
    }

    /// The same rules for a session that came with the request and is nowhere else.
    #[cfg(feature = "client-sessions")]
    pub(crate) fn over(&self, slot: Slot) -> Self {
        Self {
            store: Arc::new(slot),
            ..self.clone()
        }
    }

    /// Gives the client an id, in place of a cookie of that name that the response sets already.
    pub(crate) fn set_cookie(&self, response: &mut Response, id: &SessionId) {
        self.add_cookie(response, self.cookie.set(id));
    }

    /// Gives the client its sealed session.
    #[cfg(feature = "client-sessions")]
    pub(crate) fn carry(&self, response: &mut Response, sealed: &str) {
        self.add_cookie(response, self.cookie.carry(sealed));
    }

    /// Makes the client forget its id.
    pub(crate) fn remove_cookie(&self, response: &mut Response) {
        self.add_cookie(response, self.cookie.deletion());
    }

    fn add_cookie(&self, response: &mut Response, value: HeaderValue) {
        let headers = response.headers_mut();
        let is_ours = |said: &HeaderValue| self.cookie.is_named_in(said);
        if headers.get_all(SET_COOKIE).iter().any(is_ours) {
            let said: Vec<_> = headers.get_all(SET_COOKIE).iter().cloned().collect();
            headers.remove(SET_COOKIE);
            for other in said.into_iter().filter(|said| !is_ours(said)) {
                headers.append(SET_COOKIE, other);
            }
        }
        headers.append(SET_COOKIE, value);
        caching::keep_private(headers);
    }

    pub(crate) async fn delete(&self, key: &SessionKey) -> Result<(), SessionError> {
        Ok(self.store.delete(key).within(self.time_limit).await?)
    }

    pub(crate) async fn delete_for_subject(&self, subject: &str) -> Result<u64, SessionError> {
        Ok(self
            .store
            .delete_for_subject(subject)
            .within(self.time_limit)
            .await?)
    }

    pub(crate) async fn delete_expired(&self) -> Result<u64, SessionError> {
        Ok(self.store.delete_expired().await?)
    }

    /// Tells whether a session has gone by its id for so long that it should get another.
    pub(crate) fn is_renewal_due(&self, record: &Record) -> bool {
        self.renew_after
            .is_some_and(|after| self.clock.now().since(record.renewed) >= after)
    }

    /// Judges by the record and today's settings, not only by what the store has kept.
    fn is_over(&self, record: &Record, now: Timestamp) -> bool {
        record.is_expired(now)
            || now.since(record.last_seen) >= self.idle
            || now.since(record.created) >= self.absolute()
    }

    /// A day of idle time would be pointless if every session ended after half of it.
    fn absolute(&self) -> Duration {
        self.absolute.unwrap_or(ABSOLUTE.max(self.idle))
    }

    fn expiry(&self, created: Timestamp, last_seen: Timestamp) -> Timestamp {
        last_seen
            .after(self.idle)
            .min(created.after(self.absolute()))
    }

    /// Marks the session as used, seldom enough to cost nothing and often enough not to expire.
    async fn touch(&self, key: &SessionKey, record: &Record, now: Timestamp) {
        if now.since(record.last_seen) < self.touch_every.min(self.idle / 2) {
            return;
        }
        let expires = self.expiry(record.created, now);
        if let Err(error) = self
            .store
            .touch(key, now, expires)
            .within(self.time_limit)
            .await
        {
            // The session itself was read; that its life was not prolonged is no reason to fail.
            tracing::warn!(cause = ?error, "could not mark a session as used");
        }
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

    /// What stands at the old place of a renewed session, for as long as the grace lasts.
    fn tombstone(&self, record: &Record, successor: SessionKey, grace: Duration) -> Record {
        let now = self.clock.now().max(record.last_seen);
        Record {
            version: record.version + 1,
            data: Bytes::new(),
            subject: None,
            expires: now.after(grace).min(record.expires),
            successor: Some(successor),
            ..record.clone()
        }
    }

    fn decode(&self, record: &Record) -> T {
        serde_json::from_slice(&record.data).unwrap_or_else(|error| {
            // Not the error's text, which may quote the data.
            tracing::warn!(
                line = error.line(),
                column = error.column(),
                kind = ?error.classify(),
                "a session's data no longer decodes; it is taken as empty",
            );
            self.default_data.clone()
        })
    }
}

impl<T> fmt::Debug for Core<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions")
            .field("cookie", &self.cookie)
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

fn encode<T: Serialize>(data: &T) -> Result<Bytes, SessionError> {
    serde_json::to_vec(data)
        .map(Into::into)
        .map_err(SessionError::Encode)
}
