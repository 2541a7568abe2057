//! Any store: every [`SessionStore`] behind one object, so that a session names its data only.

use std::{
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use crate::session::{
    CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, Timestamp,
};

/// The object-safe face of a [`SessionStore`].
pub(crate) trait AnyStore: Send + Sync {
    fn load<'a>(&'a self, key: &'a SessionKey) -> Answer<'a, Option<Arc<Record>>>;
    fn create<'a>(
        &'a self,
        key: &'a SessionKey,
        record: &'a Arc<Record>,
    ) -> Answer<'a, CreateOutcome>;
    fn save<'a>(
        &'a self,
        key: &'a SessionKey,
        record: &'a Arc<Record>,
        expected: u64,
    ) -> Answer<'a, SaveOutcome>;
    fn touch<'a>(
        &'a self,
        key: &'a SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Answer<'a, ()>;
    fn delete<'a>(&'a self, key: &'a SessionKey) -> Answer<'a, ()>;
    fn delete_for_subject<'a>(&'a self, subject: &'a str) -> Answer<'a, u64>;
    fn delete_expired(&self) -> Answer<'_, u64>;
}

impl<S: SessionStore> AnyStore for S {
    fn load<'a>(&'a self, key: &'a SessionKey) -> Answer<'a, Option<Arc<Record>>> {
        Answer::from_store::<S>(SessionStore::load_shared(self, key))
    }

    fn create<'a>(
        &'a self,
        key: &'a SessionKey,
        record: &'a Arc<Record>,
    ) -> Answer<'a, CreateOutcome> {
        Answer::from_store::<S>(SessionStore::create_shared(self, key, record))
    }

    fn save<'a>(
        &'a self,
        key: &'a SessionKey,
        record: &'a Arc<Record>,
        expected: u64,
    ) -> Answer<'a, SaveOutcome> {
        Answer::from_store::<S>(SessionStore::save_shared(self, key, record, expected))
    }

    fn touch<'a>(
        &'a self,
        key: &'a SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Answer<'a, ()> {
        Answer::from_store::<S>(SessionStore::touch(self, key, last_seen, expires))
    }

    fn delete<'a>(&'a self, key: &'a SessionKey) -> Answer<'a, ()> {
        Answer::from_store::<S>(SessionStore::delete(self, key))
    }

    fn delete_for_subject<'a>(&'a self, subject: &'a str) -> Answer<'a, u64> {
        Answer::from_store::<S>(SessionStore::delete_for_subject(self, subject))
    }

    fn delete_expired(&self) -> Answer<'_, u64> {
        Answer::from_store::<S>(SessionStore::delete_expired(self))
    }
}

/// What a store answers, at once or later; only what comes later is boxed.
pub(crate) enum Answer<'a, T> {
    Now(Result<T, StoreError>),
    Later(Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>),
}

impl<'a, T> Answer<'a, T> {
    #[inline]
    fn from_store<S: SessionStore>(
        answer: impl Future<Output = Result<T, StoreError>> + Send + 'a,
    ) -> Self {
        if !S::ANSWERS_AT_ONCE {
            return Self::Later(Box::pin(answer));
        }
        match pin!(answer).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => Self::Now(answer),
            Poll::Pending => Self::Now(Err(StoreError::new(
                "a store that promises `ANSWERS_AT_ONCE` kept a caller waiting",
            ))),
        }
    }
}

impl<T> Answer<'_, T> {
    /// Waits for as long as it takes.
    pub(crate) async fn whenever(self) -> Result<T, StoreError> {
        match self {
            Self::Now(answer) => answer,
            Self::Later(answer) => answer.await,
        }
    }

    /// Waits no longer than so for what comes later.
    #[inline]
    pub(crate) async fn within(self, limit: Duration) -> Result<T, StoreError> {
        match self {
            Self::Now(answer) => answer,
            Self::Later(answer) => tokio::time::timeout(limit, answer)
                .await
                .unwrap_or_else(|elapsed| Err(StoreError::new(elapsed))),
        }
    }
}
