//! The store in memory is bounded, forgets what is dead, and shares nothing.

use std::time::Duration;

use onionskin::{
    MemoryStore, SessionId, SessionKey, SessionStore,
    session::{Clock, CreateOutcome, Record, SaveOutcome, conformance},
};

use super::{
    spy_store::SpyStore,
    visitor::{HandClock, minutes},
};

fn small(capacity: usize) -> (MemoryStore, HandClock) {
    let clock = HandClock::new();
    (
        MemoryStore::with_capacity_and_clock(capacity, clock.clone()),
        clock,
    )
}

/// Stores a record that lives for so long.
async fn add(store: &MemoryStore, clock: &HandClock, life: Duration) -> (SessionKey, Record) {
    let key = SessionId::random::<256>().key();
    let record = Record::new("1".into(), clock.now(), clock.now().after(life));
    assert_eq!(
        store.create(&key, &record).await.unwrap(),
        CreateOutcome::Created
    );
    (key, record)
}

async fn holds(store: &MemoryStore, key: &SessionKey) -> bool {
    store.load(key).await.unwrap().is_some()
}

#[tokio::test]
async fn it_does_what_every_store_must() {
    conformance::check(async || MemoryStore::new()).await;
}

#[tokio::test]
async fn a_store_that_waits_before_it_answers_does_too() {
    conformance::check(async || SpyStore::new(MemoryStore::new())).await;
}

#[tokio::test]
async fn it_never_holds_more_than_its_capacity() {
    let (store, clock) = small(100);
    for _ in 0..10_000 {
        add(&store, &clock, minutes(30)).await;
        assert!(store.len() <= 100);
    }
    assert_eq!(store.len(), 100);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn it_never_holds_more_than_its_capacity_when_many_create_at_once() {
    let (store, clock) = small(100);
    let tasks = (0..8).map(|_| {
        let (store, clock) = (store.clone(), clock.clone());
        tokio::spawn(async move {
            for _ in 0..1000 {
                add(&store, &clock, minutes(30)).await;
            }
        })
    });
    for task in futures_util::future::join_all(tasks).await {
        task.unwrap();
    }
    assert!(store.len() <= 100, "{} sessions", store.len());
}

#[tokio::test]
async fn a_full_store_drops_the_one_whose_use_is_oldest() {
    let (store, clock) = small(3);
    let (first, record) = add(&store, &clock, minutes(30)).await;
    let (second, _) = add(&store, &clock, minutes(30)).await;
    let (third, _) = add(&store, &clock, minutes(30)).await;
    store
        .touch(&first, clock.now(), record.expires)
        .await
        .unwrap();
    let (fourth, _) = add(&store, &clock, minutes(30)).await;
    assert!(!holds(&store, &second).await);
    for kept in [first, third, fourth] {
        assert!(holds(&store, &kept).await);
    }
}

#[tokio::test]
async fn a_full_store_drops_dead_records_first() {
    let (store, clock) = small(3);
    let (oldest, _) = add(&store, &clock, minutes(30)).await;
    let (dead, _) = add(&store, &clock, minutes(1)).await;
    let (kept, _) = add(&store, &clock, minutes(30)).await;
    clock.advance(minutes(2));
    let (new, _) = add(&store, &clock, minutes(30)).await;
    assert!(!holds(&store, &dead).await);
    for kept in [oldest, kept, new] {
        assert!(holds(&store, &kept).await);
    }
}

#[tokio::test]
async fn a_new_record_survives_a_clock_that_was_set_back() {
    let (store, clock) = small(2);
    add(&store, &clock, minutes(30)).await;
    add(&store, &clock, minutes(30)).await;
    clock.turn_back(minutes(300));
    let (third, _) = add(&store, &clock, minutes(30)).await;
    let (fourth, _) = add(&store, &clock, minutes(30)).await;
    assert!(holds(&store, &third).await && holds(&store, &fourth).await);
    assert_eq!(store.len(), 2);
}

#[tokio::test]
async fn dead_records_go_away_by_the_way() {
    let (store, clock) = small(10_000);
    for _ in 0..1000 {
        add(&store, &clock, minutes(1)).await;
    }
    clock.advance(minutes(1));
    for _ in 0..1000 {
        add(&store, &clock, minutes(1)).await;
    }
    assert!(
        store.len() < 1100,
        "{} records, of which a thousand are alive",
        store.len()
    );
}

#[tokio::test]
async fn time_ends_a_record_for_every_question() {
    let (store, clock) = small(10);
    let (key, record) = add(&store, &clock, minutes(1)).await;
    clock.advance(minutes(1));
    let saved = store.save(&key, &record, record.version).await.unwrap();
    assert_eq!(saved, SaveOutcome::Gone);
    store
        .touch(&key, clock.now(), clock.now().after(minutes(9)))
        .await
        .unwrap();
    assert!(!holds(&store, &key).await);
    assert_eq!(
        store.create(&key, &record).await.unwrap(),
        CreateOutcome::Created
    );
}

#[tokio::test]
async fn two_stores_share_nothing_and_a_clone_everything() {
    let (store, clock) = small(10);
    let (other, _) = small(10);
    let (key, _) = add(&store, &clock, minutes(30)).await;
    assert!(!holds(&other, &key).await);
    assert!(holds(&store.clone(), &key).await);
}
