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

use std::{sync::Arc, time::Duration};

use bytes::Bytes;

use crate::session::{
    Clock, CreateOutcome, Record, SaveOutcome, SessionId, SessionKey, SessionStore, StoreError,
    SystemClock, Timestamp,
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
    gives_back_what_it_was_given(&make().await).await;
    knows_nothing_of_other_keys(&make().await).await;
    never_overwrites_when_creating(&make().await).await;
    saves_only_over_the_version_that_was_read(&make().await).await;
    lets_one_of_two_writers_win(&make().await).await;
    never_brings_a_record_back(&make().await).await;
    treats_dead_records_as_absent(&make().await).await;
    touches_forward_only(&make().await).await;
    ends_the_sessions_of_one_subject_only(&make().await).await;
    collects_dead_records_only(&make().await).await;
}

async fn gives_back_what_it_was_given(store: &impl SessionStore) {
    for data in [
        &b""[..],
        b"{}",
        &[0, 159, 146, 150, b'\'', b'"', b'\\', b'\n'],
        &vec![b'x'; 70_000],
    ] {
        let (key, mut record) = (new_key(), live(data));
        record.subject = Some(Arc::from("O'Hara; user-1 \u{1f9c5}"));
        record.successor = Some(new_key());
        record.binding = Some([0xb1; 32]);
        record.renewed = record.created.after(Duration::from_secs(1));
        create(store, &key, &record).await;
        assert_eq!(
            load(store, &key).await.as_ref(),
            Some(&record),
            "a record of {} bytes came back changed",
            data.len(),
        );
    }
}

async fn knows_nothing_of_other_keys(store: &impl SessionStore) {
    create(store, &new_key(), &live(b"1")).await;
    let other = new_key();
    assert_eq!(
        load(store, &other).await,
        None,
        "a key that was never created has a record"
    );
    answered(store.delete(&other).await);
    answered(store.touch(&other, now(), now().after(HOUR)).await);
    assert_eq!(
        load(store, &other).await,
        None,
        "delete or touch made a record"
    );
}

async fn never_overwrites_when_creating(store: &impl SessionStore) {
    let (key, first) = (new_key(), live(b"first"));
    create(store, &key, &first).await;
    let outcome = answered(store.create(&key, &live(b"second")).await);
    assert_eq!(
        outcome,
        CreateOutcome::Taken,
        "a second record was created under one key"
    );
    assert_eq!(
        load(store, &key).await,
        Some(first),
        "a refused creation changed the record"
    );
}

async fn saves_only_over_the_version_that_was_read(store: &impl SessionStore) {
    let (key, first) = (new_key(), live(b"1"));
    create(store, &key, &first).await;
    let second = next(&first, b"2");
    let outcome = answered(store.save(&key, &second, first.version).await);
    assert_eq!(
        outcome,
        SaveOutcome::Saved,
        "a save over the version that was read was refused"
    );
    assert_eq!(
        load(store, &key).await,
        Some(second.clone()),
        "what was saved is not there"
    );
    for wrong in [first.version, second.version + 1, 0, u64::from(u32::MAX)] {
        let outcome = answered(store.save(&key, &next(&first, b"wrong"), wrong).await);
        assert_eq!(
            outcome,
            SaveOutcome::Conflict,
            "a save over version {wrong} was no conflict"
        );
    }
    assert_eq!(
        load(store, &key).await,
        Some(second),
        "a refused save changed the record"
    );
}

async fn lets_one_of_two_writers_win(store: &impl SessionStore) {
    let (key, mut read) = (new_key(), live(b"0"));
    create(store, &key, &read).await;
    for round in 0..20 {
        let (mine, yours) = (next(&read, b"mine"), next(&read, b"yours"));
        let outcomes = tokio::join!(
            store.save(&key, &mine, read.version),
            store.save(&key, &yours, read.version),
        );
        let kept = match (answered(outcomes.0), answered(outcomes.1)) {
            (SaveOutcome::Saved, SaveOutcome::Conflict) => mine,
            (SaveOutcome::Conflict, SaveOutcome::Saved) => yours,
            both => panic!("two writers of one version at once heard {both:?} in round {round}"),
        };
        assert_eq!(
            load(store, &key).await,
            Some(kept.clone()),
            "the loser's data was stored"
        );
        read = kept;
    }
}

async fn never_brings_a_record_back(store: &impl SessionStore) {
    let (key, record) = (new_key(), live(b"1"));
    create(store, &key, &record).await;
    answered(store.delete(&key).await);
    assert_eq!(
        load(store, &key).await,
        None,
        "a deleted record is still there"
    );
    let outcome = answered(store.save(&key, &next(&record, b"2"), record.version).await);
    assert_eq!(
        outcome,
        SaveOutcome::Gone,
        "a save went to a record that was deleted"
    );
    answered(store.touch(&key, now(), now().after(HOUR)).await);
    assert_eq!(
        load(store, &key).await,
        None,
        "a late writer brought a deleted record back"
    );
    create(store, &key, &record).await;
}

async fn treats_dead_records_as_absent(store: &impl SessionStore) {
    let (key, record) = (new_key(), live(b"1"));
    create(store, &key, &record).await;
    let mut dead = next(&record, b"dead");
    dead.expires = Timestamp::from_millis(now().as_millis() - 1);
    answered(store.save(&key, &dead, record.version).await);
    assert_eq!(
        load(store, &key).await,
        None,
        "a record whose time is over was loaded"
    );
    answered(store.touch(&key, now(), now().after(HOUR)).await);
    assert_eq!(
        load(store, &key).await,
        None,
        "a touch brought a dead record back"
    );
    let outcome = answered(store.save(&key, &next(&dead, b"2"), dead.version).await);
    assert_eq!(
        outcome,
        SaveOutcome::Gone,
        "a save went to a record whose time is over"
    );
    create(store, &key, &record).await;
    assert_eq!(
        load(store, &key).await,
        Some(record),
        "a dead record stood in a new one's way"
    );
}

async fn touches_forward_only(store: &impl SessionStore) {
    let (key, record) = (new_key(), live(b"1"));
    create(store, &key, &record).await;
    let (seen, expires) = (record.last_seen.after(HOUR), record.expires.after(HOUR));
    answered(store.touch(&key, seen, expires).await);
    let touched = Record {
        last_seen: seen,
        expires,
        ..record.clone()
    };
    let found = load(store, &key).await;
    assert_eq!(
        found.as_ref(),
        Some(&touched),
        "a touch moves `last_seen` and `expires` only"
    );
    answered(store.touch(&key, record.last_seen, record.expires).await);
    assert_eq!(
        load(store, &key).await,
        Some(touched),
        "a late touch moved a record's end back"
    );
    let outcome = answered(store.save(&key, &next(&record, b"2"), record.version).await);
    assert_eq!(outcome, SaveOutcome::Saved, "a touch changed the version");
}

async fn ends_the_sessions_of_one_subject_only(store: &impl SessionStore) {
    let subject: Arc<str> = Arc::from(new_id().as_str());
    let (first, second, other, nobody) = (new_key(), new_key(), new_key(), new_key());
    let of = |subject: &Arc<str>| Record {
        subject: Some(Arc::clone(subject)),
        ..live(b"1")
    };
    create(store, &first, &of(&subject)).await;
    create(store, &second, &of(&subject)).await;
    create(
        store,
        &other,
        &of(&Arc::from(format!("{subject}-2").as_str())),
    )
    .await;
    create(store, &nobody, &live(b"1")).await;
    let ended = answered(store.delete_for_subject(&subject).await);
    assert_eq!(ended, 2, "the subject had two sessions");
    assert_eq!(
        load(store, &first).await,
        None,
        "a session of the subject lives on"
    );
    assert_eq!(
        load(store, &second).await,
        None,
        "a session of the subject lives on"
    );
    assert!(
        load(store, &other).await.is_some(),
        "the session of another subject was ended"
    );
    assert!(
        load(store, &nobody).await.is_some(),
        "a session without a subject was ended"
    );
}

async fn collects_dead_records_only(store: &impl SessionStore) {
    let (alive, dead) = (new_key(), new_key());
    create(store, &alive, &live(b"1")).await;
    let record = live(b"1");
    create(store, &dead, &record).await;
    let expired = Record {
        expires: record.created,
        ..next(&record, b"2")
    };
    answered(store.save(&dead, &expired, record.version).await);
    answered(store.delete_expired().await);
    assert_eq!(
        load(store, &dead).await,
        None,
        "a dead record was not collected"
    );
    assert!(
        load(store, &alive).await.is_some(),
        "a live record was collected"
    );
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
