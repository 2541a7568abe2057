//! Conformance: what every session store must do, checked against the real thing.
//!
//! # Examples
//!
//! ```
//! use onionskin::{MemoryStore, session::conformance};
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! conformance::check(async || MemoryStore::new()).await;
//! # });
//! ```

mod ending;
mod writing;

use std::time::Duration;

use bytes::Bytes;

use crate::session::{
    Clock, CreateOutcome, Record, SessionId, SessionKey, SessionStore, StoreError, SystemClock,
    Timestamp,
};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Checks a store against everything that [`SessionStore`] says.
///
/// `make` gives a store to work on. It need not be empty: every check uses keys of its own. The
/// store must tell the time by the machine's clock, as the records that are written here do.
///
/// # Panics
///
/// With a sentence that says what the store did wrong.
pub async fn check<S: SessionStore>(make: impl AsyncFn() -> S) {
    writing::gives_back_what_it_was_given(&make().await).await;
    writing::knows_nothing_of_other_keys(&make().await).await;
    writing::never_overwrites_when_creating(&make().await).await;
    writing::saves_only_over_the_version_that_was_read(&make().await).await;
    writing::lets_one_of_two_writers_win(&make().await).await;
    ending::never_brings_a_record_back(&make().await).await;
    ending::treats_dead_records_as_absent(&make().await).await;
    ending::touches_forward_only(&make().await).await;
    ending::leaves_what_has_moved_as_it_is(&make().await).await;
    ending::ends_the_sessions_of_one_subject_only(&make().await).await;
    ending::collects_dead_records_only(&make().await).await;
}

async fn create(store: &impl SessionStore, key: &SessionKey, record: &Record) {
    let outcome = answered(store.create(key, record).await);
    assert_eq!(
        outcome,
        CreateOutcome::Created,
        "a record under a free key was refused"
    );
}

async fn load(store: &impl SessionStore, key: &SessionKey) -> Option<Record> {
    answered(store.load(key).await)
}

fn answered<T>(answer: Result<T, StoreError>) -> T {
    answer.unwrap_or_else(|error| panic!("the store did not answer: {error:?}"))
}

fn live(data: &[u8]) -> Record {
    let now = now();
    Record::new(Bytes::copy_from_slice(data), now, now.after(HOUR))
}

fn next(record: &Record, data: &[u8]) -> Record {
    Record {
        version: record.version + 1,
        data: Bytes::copy_from_slice(data),
        ..record.clone()
    }
}

fn new_id() -> SessionId {
    SessionId::random::<256>()
}

fn new_key() -> SessionKey {
    new_id().key()
}

fn now() -> Timestamp {
    SystemClock.now()
}
