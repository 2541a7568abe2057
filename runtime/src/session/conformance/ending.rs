//! Ending: what is dead or deleted never comes back, and nothing else goes along.

use std::sync::Arc;

use super::{HOUR, answered, create, live, load, new_id, new_key, next, now};
use crate::session::{Record, SaveOutcome, SessionStore, Timestamp};

pub(super) async fn never_brings_a_record_back(store: &impl SessionStore) {
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

pub(super) async fn treats_dead_records_as_absent(store: &impl SessionStore) {
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

pub(super) async fn touches_forward_only(store: &impl SessionStore) {
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

pub(super) async fn leaves_what_has_moved_as_it_is(store: &impl SessionStore) {
    let (key, record) = (new_key(), live(b"1"));
    create(store, &key, &record).await;
    let mut moved = next(&record, b"");
    moved.successor = Some(new_key());
    answered(store.save(&key, &moved, record.version).await);
    answered(
        store
            .touch(&key, now().after(HOUR), now().after(2 * HOUR))
            .await,
    );
    assert_eq!(
        load(store, &key).await,
        Some(moved),
        "a late touch prolonged the time for which an old id leads to a renewed session"
    );
}

pub(super) async fn ends_the_sessions_of_one_subject_only(store: &impl SessionStore) {
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

pub(super) async fn collects_dead_records_only(store: &impl SessionStore) {
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
