//! A store that fails costs a clear answer, and nothing that was stored.

use http_body_util::BodyExt;
use onionskin::{
    IntoResponse, MemoryStore, SessionError, SessionId, SessionStore, Sessions, session::Record,
};

use super::{
    spy_store::SpyStore,
    visitor::{HandClock, cookie, count, read, set_cookie, site, visit},
};
use onionskin::session::Clock;

#[tokio::test]
async fn a_store_that_is_down_is_503_and_all_is_well_when_it_returns() {
    let spy = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::new(spy.clone());
    let known = cookie(&visit(&sessions, "", count).await.1);
    spy.break_down();
    let (failed, response) = visit(&sessions, &known, async |session| session.get().await).await;
    assert_eq!(
        set_cookie(&response),
        None,
        "a failure must not log the visitor out"
    );
    let response = failed.unwrap_err().into_response();
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], "5");
    let (failed, response) = visit(&sessions, "", async |session| {
        session.update(|count| *count += 1).await
    })
    .await;
    assert!(matches!(failed, Err(SessionError::Store(_))));
    assert_eq!(set_cookie(&response), None);
    spy.recover();
    assert_eq!(visit(&sessions, &known, count).await.0, 2);
}

#[tokio::test]
async fn a_handle_recovers_with_its_store() {
    let spy = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::new(spy.clone());
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (counted, response) = visit(&sessions, &known, async |session| {
        read(session).await;
        spy.break_down();
        session.update(|count| *count += 1).await.unwrap_err();
        session.destroy().await.unwrap_err();
        spy.recover();
        count(session).await
    })
    .await;
    assert_eq!(counted, 2);
    assert_eq!(set_cookie(&response), None);
}

#[tokio::test]
async fn no_error_tells_the_client_of_the_inside() {
    for (error, status) in [
        (SessionError::NotFound, 401),
        (SessionError::Gone, 401),
        (SessionError::Conflict, 409),
        (
            SessionError::Store(onionskin::StoreError::new("connection refused by 10.1.2.3")),
            503,
        ),
        (SessionError::IdTaken, 500),
    ] {
        let response = error.into_response();
        assert_eq!(response.status(), status);
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["status"], status);
        assert!(!String::from_utf8_lossy(&body).contains("10.1.2.3"));
    }
}

#[tokio::test]
async fn data_that_no_longer_decodes_is_an_empty_session() {
    let (sessions, store, clock) = site::<u64>();
    for broken in ["\"a string\"", "", "{", "\u{0}", "18446744073709551616"] {
        let known = stored(&store, &clock, broken).await;
        assert_eq!(visit(&sessions, &known, read).await.0, 0, "{broken:?}");
        assert_eq!(visit(&sessions, &known, count).await.0, 1, "{broken:?}");
        assert_eq!(visit(&sessions, &known, read).await.0, 1, "{broken:?}");
    }
}

async fn stored(store: &MemoryStore, clock: &HandClock, data: &'static str) -> String {
    let id = SessionId::random::<256>();
    let now = clock.now();
    let record = Record::new(data.into(), now, now.after(super::visitor::minutes(30)));
    store.create(&id.key(), &record).await.unwrap();
    format!("__Host-SESSION_ID={}", id.as_str())
}
