//! Renewal: a session moves to another id, and what others write meanwhile comes along.

use std::{convert::Infallible, sync::Arc, time::Duration};

use bytes::Bytes;

use crate::session::{
    CreateOutcome, Record, SaveOutcome, SessionData, SessionError, SessionKey, StoreError,
    core::{ATTEMPTS, Core, Held},
    record::Binding,
};

/// Where a session goes, and whose it is from then on.
#[derive(Clone)]
pub(crate) struct Move {
    pub(crate) key: SessionKey,
    pub(crate) owner: Owner,
    /// What the client of this request looks like, if somebody has looked.
    pub(crate) binding: Option<Binding>,
    /// So long the old id leads to the new one.
    pub(crate) grace: Duration,
}

/// Whose a session is.
#[derive(Clone)]
pub(crate) enum Owner {
    /// The one that it had.
    Same,
    Named(Arc<str>),
    /// The one that its data names.
    Identity,
}

impl<T: SessionData> Core<T> {
    /// Moves a session to another key as it is.
    pub(crate) async fn renew(&self, held: Held<T>, to: &Move) -> Result<Held<T>, SessionError> {
        let data = held.record.data.clone();
        let as_it_is = |held: &mut Held<T>| Ok::<_, Answer<Infallible>>(held.record.data.clone());
        match self.move_to(held, data, to, as_it_is).await {
            Ok(held) => Ok(held),
            Err(Answer::Failed(error)) => Err(error),
        }
    }

    /// Moves a session to another key and changes it on the way.
    ///
    /// `held` is the record as it was read, with the data as it is to be; `change` makes the same
    /// change to a fresher copy. The inner error is of `change`, which then has changed nothing.
    pub(crate) async fn renew_changed<E>(
        &self,
        held: Held<T>,
        to: &Move,
        mut change: impl FnMut(&mut T) -> Result<(), E>,
    ) -> Result<Result<Held<T>, E>, SessionError> {
        let data = self.encode(&held.data)?;
        let once_more = |held: &mut Held<T>| {
            change(Arc::make_mut(&mut held.data)).map_err(Answer::Refused)?;
            self.encode(&held.data).map_err(Answer::Failed)
        };
        match self.move_to(held, data, to, once_more).await {
            Ok(held) => Ok(Ok(held)),
            Err(Answer::Refused(refused)) => Ok(Err(refused)),
            Err(Answer::Failed(error)) => Err(error),
        }
    }

    async fn move_to<E>(
        &self,
        held: Held<T>,
        data: Bytes,
        to: &Move,
        mut once_more: impl FnMut(&mut Held<T>) -> Result<Bytes, Answer<E>>,
    ) -> Result<Held<T>, Answer<E>> {
        let old = held.key;
        let mut read = held.record;
        let mut moved = Held {
            key: to.key,
            record: Arc::new(self.next_version(&read, data)),
            data: held.data,
        };
        self.name(&mut moved, to);
        Arc::make_mut(&mut moved.record).renewed = self.clock.now();
        let created = self.store.create(&to.key, &moved.record);
        if created.within(self.time_limit).await? == CreateOutcome::Taken {
            return Err(SessionError::IdTaken.into());
        }
        for _ in 0..ATTEMPTS {
            let tombstone = Arc::new(self.tombstone(&read, to));
            let saved = self.store.save(&old, &tombstone, read.version);
            match saved.within(self.time_limit).await? {
                SaveOutcome::Saved => {
                    if to.grace.is_zero() {
                        self.bury(&old).await;
                    }
                    return Ok(moved);
                }
                SaveOutcome::Gone => break,
                SaveOutcome::Conflict => {}
            }
            // Somebody wrote to the old record after we had read it: take that along.
            let mut fresh = match self.find(&old).await? {
                Some(fresh) if fresh.key == old => fresh,
                _ => break,
            };
            read = Arc::clone(&fresh.record);
            let data = match once_more(&mut fresh) {
                Ok(data) => data,
                Err(refused) => {
                    self.bury(&to.key).await;
                    return Err(refused);
                }
            };
            let (expected, since) = (moved.record.version, moved.record.renewed);
            let mut record = self.next_version(&read, data);
            record.version = expected + 1;
            record.renewed = since;
            moved.record = Arc::new(record);
            moved.data = fresh.data;
            self.name(&mut moved, to);
            let saved = self.store.save(&to.key, &moved.record, expected);
            if saved.within(self.time_limit).await? != SaveOutcome::Saved {
                break;
            }
        }
        self.delete(&to.key).await?;
        Err(SessionError::Gone.into())
    }

    fn name(&self, moved: &mut Held<T>, to: &Move) {
        let record = Arc::make_mut(&mut moved.record);
        match &to.owner {
            Owner::Same => {}
            Owner::Named(subject) => record.subject = Some(Arc::clone(subject)),
            Owner::Identity => record.subject = self.identify(&moved.data),
        }
        record.binding = to.binding.or(record.binding);
    }

    /// What stands at the old place of a renewed session, for as long as the grace lasts.
    fn tombstone(&self, record: &Record, to: &Move) -> Record {
        let now = self.clock.now().max(record.last_seen);
        Record {
            version: record.version + 1,
            data: Bytes::new(),
            subject: None,
            expires: now.after(to.grace).min(record.expires),
            successor: Some(to.key),
            ..record.clone()
        }
    }
}

/// What can come of a move but a session that has moved.
enum Answer<E> {
    Refused(E),
    Failed(SessionError),
}

impl<E> From<SessionError> for Answer<E> {
    fn from(error: SessionError) -> Self {
        Self::Failed(error)
    }
}

impl<E> From<StoreError> for Answer<E> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}
