//! Session store: where sessions are kept.

use std::{error::Error, fmt, sync::Arc};

use crate::session::{Record, SessionKey, Timestamp};

/// Keeps sessions.
///
/// A store answers with live records only: one whose `expires` has passed is as good as absent.
/// `onionskin::session::conformance` checks all that is said here of a store of your own.
///
/// # Cancel safety
///
/// A future that is dropped leaves the record either as it was or as it was to be, never between.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a session store",
    label = "not a session store",
    note = "give `MemoryStore::new()`, another of the stores, or a type that implements `SessionStore`"
)]
pub trait SessionStore: Send + Sync + 'static {
    /// Whether the futures of this store are always ready when first polled.
    ///
    /// They are then polled where they stand, without a box. `false` unless said otherwise.
    const ANSWERS_AT_ONCE: bool = false;

    /// Loads the live record under `key`.
    fn load(
        &self,
        key: &SessionKey,
    ) -> impl Future<Output = Result<Option<Record>, StoreError>> + Send;

    /// Loads like [`load`](Self::load), for a store in memory that shares its records.
    ///
    /// What a shared record was decoded to is kept beside it, so it is decoded once.
    fn load_shared(
        &self,
        key: &SessionKey,
    ) -> impl Future<Output = Result<Option<Arc<Record>>, StoreError>> + Send {
        async { Ok(self.load(key).await?.map(Arc::new)) }
    }

    /// Stores a record under a key that has none; never overwrites a live one.
    fn create(
        &self,
        key: &SessionKey,
        record: &Record,
    ) -> impl Future<Output = Result<CreateOutcome, StoreError>> + Send;

    /// Stores like [`create`](Self::create), for a store that takes the record as it is.
    fn create_shared(
        &self,
        key: &SessionKey,
        record: &Arc<Record>,
    ) -> impl Future<Output = Result<CreateOutcome, StoreError>> + Send {
        self.create(key, record)
    }

    /// Replaces the live record under `key` if its version is `expected`, in one step.
    ///
    /// Never brings a record back: a key without a live record is [`SaveOutcome::Gone`].
    fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> impl Future<Output = Result<SaveOutcome, StoreError>> + Send;

    /// Replaces like [`save`](Self::save), for a store that takes the record as it is.
    fn save_shared(
        &self,
        key: &SessionKey,
        record: &Arc<Record>,
        expected: u64,
    ) -> impl Future<Output = Result<SaveOutcome, StoreError>> + Send {
        self.save(key, record, expected)
    }

    /// Moves `last_seen` and `expires` of a live record forward; its version stays.
    ///
    /// Does nothing for a key without a live record, nor for a record with a
    /// [`successor`](Record::successor), whose time is up when its grace is; and never moves either
    /// of them back.
    fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Deletes the record under `key`, if there is one.
    fn delete(&self, key: &SessionKey) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Deletes all records of one subject, and tells how many there were.
    fn delete_for_subject(
        &self,
        subject: &str,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Deletes dead records, and tells how many there were.
    ///
    /// Nothing to do for a store whose records vanish by themselves.
    fn delete_expired(&self) -> impl Future<Output = Result<u64, StoreError>> + Send {
        std::future::ready(Ok(0))
    }
}

/// What came of [`SessionStore::create`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreateOutcome {
    /// The record is stored.
    Created,
    /// The key has a live record; nothing was changed.
    Taken,
}

/// What came of [`SessionStore::save`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// The record is stored.
    Saved,
    /// Somebody else has saved since; nothing was changed.
    Conflict,
    /// There is no live record to replace; nothing was changed.
    Gone,
}

/// A store that could not answer.
#[derive(Debug)]
pub struct StoreError(Box<dyn Error + Send + Sync>);

impl StoreError {
    /// Keeps the cause, for logs and `source`.
    #[must_use]
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }

    #[cfg(feature = "client-sessions")]
    pub(super) fn is_too_large(&self) -> bool {
        self.0.is::<crate::session::client_side::TooLarge>()
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the session store did not answer")
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}
