//! Nothing is stored and nothing is set before the first write.

use http::header::{CACHE_CONTROL, HeaderValue, VARY};
use onionskin::{Body, Response};

use super::{
    spy_store::SpyStore,
    visitor::{cookie, count, new_id, read, set_cookie, site, visit},
};

#[tokio::test]
async fn ten_thousand_visits_without_a_write_leave_no_record_and_no_cookie() {
    let (sessions, store, _) = site::<u64>();
    for _ in 0..10_000 {
        let (seen, response) = visit(&sessions, "", read).await;
        assert_eq!((seen, set_cookie(&response)), (0, None));
    }
    assert_eq!(store.len(), 0);
}

#[tokio::test]
async fn a_request_that_never_asks_for_its_session_never_asks_the_store() {
    let (_, store, _) = site::<u64>();
    let spy = SpyStore::new(store);
    let sessions = onionskin::Sessions::<u64>::new(spy.clone());
    let (_, response) = visit(&sessions, "", count).await;
    let known = cookie(&response);
    let before = spy.asked();
    let ((), response) = visit(&sessions, &known, async |_| ()).await;
    assert_eq!(spy.asked(), before);
    assert!(response.headers().is_empty(), "{:?}", response.headers());
}

#[tokio::test]
async fn a_session_is_loaded_once_per_request() {
    let (_, store, _) = site::<u64>();
    let spy = SpyStore::new(store);
    let sessions = onionskin::Sessions::<u64>::new(spy.clone());
    let (_, response) = visit(&sessions, "", count).await;
    let before = spy.asked();
    visit(&sessions, &cookie(&response), async |session| {
        for _ in 0..5 {
            assert_eq!(read(session).await, 1);
        }
    })
    .await;
    assert_eq!(spy.asked(), before + 1);
}

#[tokio::test]
async fn the_first_write_sets_one_cookie_that_finds_the_session_again() {
    let (sessions, store, _) = site::<u64>();
    let (counted, response) = visit(&sessions, "", count).await;
    assert_eq!(counted, 1);
    let given = cookie(&response);
    let (name, value) = given.split_once('=').unwrap();
    assert_eq!((name, value.len()), ("__Host-SESSION_ID", 43));
    assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
    assert_eq!(response.headers()[VARY], "Cookie");
    assert_eq!(store.len(), 1);

    let (counted, response) = visit(&sessions, &given, count).await;
    assert_eq!(counted, 2);
    assert_eq!(
        set_cookie(&response),
        None,
        "a session that goes on sends its cookie again"
    );
}

#[tokio::test]
async fn reading_sets_no_cookie_but_varies_by_it() {
    let (sessions, _, _) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let (seen, response) = visit(&sessions, &cookie(&response), read).await;
    assert_eq!(seen, 1);
    assert_eq!(set_cookie(&response), None);
    assert_eq!(response.headers()[VARY], "Cookie");
    assert!(!response.headers().contains_key(CACHE_CONTROL));
}

#[tokio::test]
async fn what_is_nested_in_the_data_is_kept() {
    let (sessions, _, _) = site::<Vec<Vec<String>>>();
    let ((), response) = visit(&sessions, "", async |session| {
        session
            .update(|lists| lists.push(vec!["a".into()]))
            .await
            .unwrap();
        session
            .update(|lists| lists[0].push("b".into()))
            .await
            .unwrap();
    })
    .await;
    let (lists, _) = visit(&sessions, &cookie(&response), async |session| {
        session.get().await.unwrap()
    })
    .await;
    assert_eq!(lists, [["a", "b"]]);
}

#[tokio::test]
async fn a_session_begins_with_the_default_data_of_the_stage() {
    let (sessions, _, _) = site::<u64>();
    let sessions = sessions.default_data(41);
    assert_eq!(visit(&sessions, "", read).await.0, 41);
    assert_eq!(visit(&sessions, "", count).await.0, 42);
}

#[tokio::test]
async fn what_the_response_says_about_caching_is_made_private() {
    for (said, expected) in [
        ("public, max-age=60", "max-age=60, private"),
        ("max-age=60", "max-age=60, private"),
        ("private, max-age=60", "private, max-age=60"),
        ("No-Store", "No-Store"),
    ] {
        assert_eq!(after_a_write(CACHE_CONTROL, said).await, expected);
    }
}

#[tokio::test]
async fn vary_is_merged_and_a_star_is_left_alone() {
    for (said, expected) in [
        ("Accept-Encoding", "Accept-Encoding, Cookie"),
        ("accept, COOKIE", "accept, COOKIE"),
        ("*", "*"),
    ] {
        assert_eq!(after_a_write(VARY, said).await, expected);
    }
}

/// The header of a response that began a session and had said this before.
async fn after_a_write(name: http::HeaderName, said: &'static str) -> String {
    let (sessions, _, _) = site::<u64>();
    let session = sessions.open(None);
    session.serve(count(&session), new_id).await;
    let mut response = Response::new(Body::empty());
    response
        .headers_mut()
        .insert(&name, HeaderValue::from_static(said));
    sessions.close(&session, &mut response);
    response.headers()[name].to_str().unwrap().to_owned()
}
