//! Nowhere: where sessions are kept while they are switched off.

use std::future::{Future, ready};

use crate::session::{
    CreateOutcome, Record, SaveOutcome, SessionKey, SessionStore, StoreError, Timestamp,
};

/// Takes every record and keeps none.
#[derive(Debug)]
pub(super) struct Nowhere;

impl SessionStore for Nowhere {
    const ANSWERS_AT_ONCE: bool = true;

    fn load(
        &self,
        _: &SessionKey,
    ) -> impl Future<Output = Result<Option<Record>, StoreError>> + Send {
        ready(Ok(None))
    }

    fn create(
        &self,
        _: &SessionKey,
        _: &Record,
    ) -> impl Future<Output = Result<CreateOutcome, StoreError>> + Send {
        ready(Ok(CreateOutcome::Created))
    }

    fn save(
        &self,
        _: &SessionKey,
        _: &Record,
        _: u64,
    ) -> impl Future<Output = Result<SaveOutcome, StoreError>> + Send {
        ready(Ok(SaveOutcome::Saved))
    }

    fn touch(
        &self,
        _: &SessionKey,
        _: Timestamp,
        _: Timestamp,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        ready(Ok(()))
    }

    fn delete(&self, _: &SessionKey) -> impl Future<Output = Result<(), StoreError>> + Send {
        ready(Ok(()))
    }

    fn delete_for_subject(&self, _: &str) -> impl Future<Output = Result<u64, StoreError>> + Send {
        ready(Ok(0))
    }
}
