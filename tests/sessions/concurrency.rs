//! Requests that change one session at once all count.

use std::sync::Arc;

use futures_util::future::join_all;
use onionskin::{MemoryStore, Sessions};

use super::{
    spy_store::SpyStore,
    visitor::{cookie, count, minutes, new_id, read, site, visit},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_updates_of_one_session_at_once_are_a_thousand() {
    let sessions = Arc::new(Sessions::<u64>::new(MemoryStore::new()));
    thousand(sessions).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_updates_at_once_are_a_thousand_in_a_store_that_waits() {
    let sessions = Arc::new(Sessions::<u64>::new(SpyStore::new(MemoryStore::new())));
    thousand(sessions).await;
}

async fn thousand(sessions: Arc<Sessions<u64>>) {
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (_, id) = known.split_once('=').unwrap();
    let tasks = (0..1000).map(|_| {
        let (sessions, id) = (Arc::clone(&sessions), id.to_owned());
        tokio::spawn(async move {
            let session = sessions.open(Some(id));
            session.update(|count| *count += 1).await.unwrap()
        })
    });
    let mut seen: Vec<u64> = join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    seen.sort_unstable();
    assert_eq!(
        seen,
        (2..=1001).collect::<Vec<u64>>(),
        "two updates saw the same count"
    );
    assert_eq!(visit(&sessions, &known, read).await.0, 1001);
}

#[tokio::test]
async fn a_request_with_a_session_can_move_between_threads() {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let request = async move {
        let session = sessions.open(None);
        session.serve(async { count(&session).await }, new_id).await
    };
    assert_eq!(tokio::spawn(request).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn renewals_in_the_midst_of_updates_lose_none_of_them() {
    let store = SpyStore::new(MemoryStore::new());
    let sessions = Arc::new(Sessions::<u64>::new(store).renewal_grace(minutes(1)));
    let mut known = cookie(&visit(&sessions, "", count).await.1);
    let first = known.split_once('=').unwrap().1.to_owned();
    let updates = (0..500).map(|_| {
        let (sessions, id) = (Arc::clone(&sessions), first.clone());
        tokio::spawn(async move { count(&sessions.open(Some(id))).await })
    });
    let updates: Vec<_> = updates.collect();
    for _ in 0..5 {
        let (renewed, response) = visit(&sessions, &known, async |it| it.regenerate().await).await;
        renewed.unwrap();
        known = cookie(&response);
    }
    for update in join_all(updates).await {
        update.unwrap();
    }
    assert_eq!(visit(&sessions, &known, read).await.0, 501);
}

#[tokio::test]
async fn two_writers_of_different_fields_both_survive() {
    let (sessions, _, _) = site::<(u32, u32)>();
    let ((), response) = visit(&sessions, "", async |session| {
        session.update(|_| ()).await.unwrap();
    })
    .await;
    let known = cookie(&response);
    visit(&sessions, &known, async |mine| {
        mine.get().await.unwrap();
        visit(&sessions, &known, async |yours| {
            yours.update(|data| data.1 = 2).await.unwrap();
        })
        .await;
        assert_eq!(mine.update(|data| data.0 = 1).await.unwrap(), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn two_first_writes_within_one_request_begin_one_session() {
    let spy = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::new(spy);
    let ((first, second), response) = visit(&sessions, "", async |session| {
        tokio::join!(count(session), count(session))
    })
    .await;
    assert_eq!([first, second], [1, 2]);
    assert_eq!(visit(&sessions, &cookie(&response), read).await.0, 2);
}

#[tokio::test]
async fn an_update_that_is_refused_stores_nothing() {
    let (sessions, store, _) = site::<u64>();
    let (refused, response) = visit(&sessions, "", async |session| {
        session
            .try_update(|count| {
                *count += 1;
                Err(onionskin::SessionError::Conflict)
            })
            .await
    })
    .await;
    assert!(refused.is_err());
    assert_eq!(store.len(), 0);
    assert!(!response.headers().contains_key("set-cookie"));
}
