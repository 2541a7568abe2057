//! Change: a record is written over the version that was read, or over a fresher one.

use std::sync::Arc;

use bytes::Bytes;

use crate::session::{
    SaveOutcome, SessionData, SessionError, Timestamp,
    core::{ATTEMPTS, Core, Held},
    record::Binding,
};

/// What came of a change that was not refused.
pub(crate) enum Changed<T> {
    Stored(Held<T>),
    /// Nothing is stored: the data, as it is to be, names somebody else, who needs a new id.
    Identity(Held<T>),
    /// Nothing is left but the default data, so the session has ended.
    Ended,
}

impl<T: SessionData> Core<T> {
    /// Applies `change` to a fresh copy until the result is stored; the outer error is the
    /// session's, the inner one is of `change`, which then has changed nothing.
    ///
    /// A session that `ends` says is empty is deleted, but not before what others write meanwhile
    /// was looked at: the end, too, is a save over the version that was read.
    pub(crate) async fn change<E>(
        &self,
        mut held: Held<T>,
        mut change: impl FnMut(&mut T) -> Result<(), E>,
        ends: impl Fn(&T) -> bool,
    ) -> Result<Result<Changed<T>, E>, SessionError> {
        for _ in 0..ATTEMPTS {
            let before = self.identify(&held.data);
            if let Err(refused) = change(Arc::make_mut(&mut held.data)) {
                return Ok(Err(refused));
            }
            let is_over = ends(&held.data);
            if !is_over && self.identify(&held.data) != before {
                return Ok(Ok(Changed::Identity(held)));
            }
            let mut record = self.next_version(&held.record, self.encode(&held.data)?);
            if is_over {
                record.expires = Timestamp::default();
            }
            let record = Arc::new(record);
            let saved = self.store.save(&held.key, &record, held.record.version);
            match saved.within(self.time_limit).await? {
                SaveOutcome::Saved if is_over => {
                    self.bury(&held.key).await;
                    return Ok(Ok(Changed::Ended));
                }
                SaveOutcome::Saved => return Ok(Ok(Changed::Stored(Held { record, ..held }))),
                SaveOutcome::Gone => return Err(SessionError::Gone),
                SaveOutcome::Conflict => {
                    held = self.find(&held.key).await?.ok_or(SessionError::Gone)?;
                }
            }
        }
        Err(SessionError::Conflict)
    }

    /// Ends the session, also if it has moved since it was read; one that is over already is fine.
    ///
    /// By a save over the version that was read, for a deletion would not see that it has moved.
    pub(crate) async fn end(&self, mut held: Held<T>) -> Result<(), SessionError> {
        for _ in 0..ATTEMPTS {
            let mut record = self.next_version(&held.record, Bytes::new());
            record.expires = Timestamp::default();
            let record = Arc::new(record);
            let saved = self.store.save(&held.key, &record, held.record.version);
            match saved.within(self.time_limit).await {
                Ok(SaveOutcome::Saved) => {
                    self.bury(&held.key).await;
                    return Ok(());
                }
                Ok(SaveOutcome::Gone) => return Ok(()),
                Ok(SaveOutcome::Conflict) => match self.find(&held.key).await? {
                    Some(fresh) => held = fresh,
                    None => return Ok(()),
                },
                // A store that is full may still delete.
                Err(_) => return self.delete(&held.key).await,
            }
        }
        Err(SessionError::Conflict)
    }

    /// Notes what the client looks like, and leaves the data as it is.
    pub(crate) async fn bind(
        &self,
        mut held: Held<T>,
        binding: Binding,
    ) -> Result<Held<T>, SessionError> {
        for _ in 0..ATTEMPTS {
            let mut record = self.next_version(&held.record, held.record.data.clone());
            record.binding = Some(binding);
            let record = Arc::new(record);
            let saved = self.store.save(&held.key, &record, held.record.version);
            match saved.within(self.time_limit).await? {
                SaveOutcome::Saved => return Ok(Held { record, ..held }),
                SaveOutcome::Gone => return Err(SessionError::Gone),
                SaveOutcome::Conflict => {
                    held = self.find(&held.key).await?.ok_or(SessionError::Gone)?;
                }
            }
        }
        Err(SessionError::Conflict)
    }
}
