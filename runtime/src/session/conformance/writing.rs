//! Writing: what is stored is there, and of two writers one wins.

use std::{sync::Arc, time::Duration};

use super::{HOUR, answered, create, live, load, new_key, next, now};
use crate::session::{CreateOutcome, SaveOutcome, SessionStore};

pub(super) async fn gives_back_what_it_was_given(store: &impl SessionStore) {
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

pub(super) async fn knows_nothing_of_other_keys(store: &impl SessionStore) {
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

pub(super) async fn never_overwrites_when_creating(store: &impl SessionStore) {
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

pub(super) async fn saves_only_over_the_version_that_was_read(store: &impl SessionStore) {
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

pub(super) async fn lets_one_of_two_writers_win(store: &impl SessionStore) {
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
