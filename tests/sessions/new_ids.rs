//! New ids come from the stage's generator, which may wait, borrow and fail.

use std::{cell::Cell, future::poll_fn, pin::pin, task::Poll};

use futures_util::{FutureExt, StreamExt, stream::FuturesUnordered};
use onionskin::{InvalidSessionId, TestClient, prelude::*};
use tokio::task::yield_now;

use super::visitor::{cookie, count, new_id, site, visit};

/// An id of text that the stack lends.
#[session_id_generator]
async fn from_text(text: &&'static str) -> Result<SessionId, SessionError> {
    yield_now().await;
    Ok(SessionId::parse(text)?)
}

#[handler]
async fn counted(session: &Session<u64>) -> Result<String, SessionError> {
    Ok(session.update(|count| *count += 1).await?.to_string())
}

/// A client of sessions whose ids are all this text.
fn with_ids_of(text: &'static str) -> TestClient {
    let sessions = Sessions::<u64>::new(MemoryStore::new()).generator(from_text {});
    TestClient::new(middleware_stack! {
        provide text;
        (sessions),
        => counted
    })
}

#[tokio::test]
async fn an_id_of_ones_own_making_is_used() {
    let client = with_ids_of("eu-1-0123456789");
    client.get("/").await.assert_status(200);
    assert_eq!(
        client.cookie("__Host-SESSION_ID").unwrap(),
        "eu-1-0123456789"
    );
}

#[tokio::test]
async fn a_generator_may_borrow_and_wait() {
    let (sessions, _, _) = site::<u64>();
    let made = Cell::new(0);
    let session = sessions.open(None);
    let generate = async || {
        yield_now().await;
        made.set(made.get() + 1);
        Ok::<_, SessionError>(SessionId::random::<128>())
    };
    let counted = session.serve(count(&session), generate).await;
    assert_eq!((counted, made.get()), (1, 1));
    assert_eq!(session.id().await.unwrap().unwrap().as_str().len(), 22);
}

#[tokio::test]
async fn the_generator_rests_when_no_id_is_needed() {
    let (sessions, _, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let session = sessions.open(known.split_once('=').map(|(_, id)| id.to_owned()));
    let generate = || async { panic!("an id was made that nobody asked for") };
    let inner = async {
        yield_now().await;
        count(&session).await
    };
    assert_eq!(
        session.serve::<_, _, SessionError>(inner, generate).await,
        2
    );
}

#[tokio::test]
async fn a_weak_id_is_an_error_and_no_session() {
    let store = MemoryStore::new();
    let sessions = Sessions::<u64>::new(store.clone());
    let session = sessions.open(None);
    let weak = || async { SessionId::parse("0123456789") };
    let refused = session
        .serve(session.update(|count| *count += 1), weak)
        .await;
    assert!(matches!(
        refused,
        Err(SessionError::InvalidId(InvalidSessionId::TooShort))
    ));
    assert_eq!(store.len(), 0);
    assert_eq!(session.serve(count(&session), new_id).await, 1);
}

#[tokio::test]
async fn an_id_that_is_in_use_is_an_error_and_takes_nothing_over() {
    let client = with_ids_of("always-the-same");
    assert_eq!(client.get("/").await.text().await, "1");
    let refused = client.another().get("/").await;
    assert_eq!(
        (refused.status(), refused.header("set-cookie")),
        (StatusCode::INTERNAL_SERVER_ERROR, None)
    );
    assert_eq!(client.get("/").await.text().await, "2");
}

struct Teapot;

impl IntoResponse for Teapot {
    fn into_response(self) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

#[session_id_generator]
fn teapot() -> Result<SessionId, Teapot> {
    Err(Teapot)
}

#[tokio::test]
async fn a_generator_that_answers_the_request_is_heard() {
    let sessions = Sessions::<u64>::new(MemoryStore::new()).generator(teapot {});
    let client = TestClient::new(middleware_stack! { (sessions), => counted });
    client.get("/").await.assert_status(StatusCode::IM_A_TEAPOT);
}

#[tokio::test]
async fn a_write_that_is_one_of_many_futures_gets_its_id() {
    let (sessions, _, _) = site::<u64>();
    let (counted, _) = visit(&sessions, "", async |session| {
        let mut writes: FuturesUnordered<_> = (0..10).map(|_| count(session)).collect();
        let mut counted = Vec::new();
        while let Some(count) = writes.next().await {
            counted.push(count);
        }
        counted
    })
    .await;
    assert_eq!(counted, (1..=10).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_write_that_was_dropped_while_it_waited_leaves_the_next_one_unharmed() {
    let (sessions, store, _) = site::<u64>();
    let session = sessions.open(None);
    let slow = || async {
        yield_now().await;
        new_id().await
    };
    let inner = async {
        {
            let mut dropped = pin!(count(&session));
            poll_fn(|context| {
                assert!(dropped.as_mut().poll(context).is_pending());
                Poll::Ready(())
            })
            .await;
        }
        yield_now().await;
        count(&session).await
    };
    assert_eq!(session.serve(inner, slow).await, 1);
    assert_eq!(store.len(), 1);
}

#[tokio::test]
async fn a_write_that_needs_an_id_where_nobody_makes_one_is_an_error_and_does_not_wait() {
    let (sessions, store, _) = site::<u64>();
    let session = sessions.open(None);
    let write = || session.update(|count| *count += 1).now_or_never();
    assert!(matches!(write(), Some(Err(SessionError::Unserved))));
    session.serve(async {}, new_id).await;
    assert!(matches!(write(), Some(Err(SessionError::Unserved))));
    assert_eq!(store.len(), 0);
    assert_eq!(session.serve(count(&session), new_id).await, 1);
    assert!(matches!(write(), Some(Ok(2))), "it has its id");
}
