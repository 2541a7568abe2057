//! A session in use gets a new id from time to time, and nobody notices.

use std::time::Duration;

use onionskin::{TestClient, prelude::*};

use super::{
    spy_store::SpyStore,
    visitor::{HandClock, cookie, count, minutes, read, set_cookie, site, visit},
};

fn rotating() -> (Sessions<u64>, HandClock) {
    let (sessions, _, clock) = site::<u64>();
    (sessions.renew_after(minutes(15)), clock)
}

#[tokio::test]
async fn a_new_id_comes_when_its_time_has_come_and_not_before() {
    let (sessions, clock) = rotating();
    let first = cookie(&visit(&sessions, "", count).await.1);
    clock.advance(minutes(14));
    let (found, response) = visit(&sessions, &first, read).await;
    assert_eq!((found, set_cookie(&response)), (1, None));
    clock.advance(minutes(1));
    let (found, response) = visit(&sessions, &first, read).await;
    assert_eq!(found, 1);
    let second = cookie(&response);
    assert_ne!(second, first);
    clock.advance(minutes(14));
    let (counted, response) = visit(&sessions, &second, count).await;
    assert_eq!((counted, set_cookie(&response)), (2, None));
    clock.advance(minutes(1));
    let (counted, response) = visit(&sessions, &second, count).await;
    assert_eq!(counted, 3);
    assert_ne!(cookie(&response), second);
}

#[tokio::test]
async fn requests_under_way_still_find_the_session_by_its_old_id_but_not_for_long() {
    let (sessions, clock) = rotating();
    let old = cookie(&visit(&sessions, "", count).await.1);
    clock.advance(minutes(15));
    let new = cookie(&visit(&sessions, &old, read).await.1);
    clock.advance(Duration::from_secs(29));
    let (counted, response) = visit(&sessions, &old, count).await;
    assert_eq!(counted, 2);
    assert_eq!(
        set_cookie(&response),
        None,
        "the new id went to the client before"
    );
    assert_eq!(visit(&sessions, &new, read).await.0, 2);
    clock.advance(Duration::from_secs(1));
    assert_eq!(visit(&sessions, &old, read).await.0, 0);
    assert_eq!(visit(&sessions, &new, read).await.0, 2);
}

#[tokio::test]
async fn of_two_requests_that_find_it_due_one_renews_and_both_count() {
    let clock = HandClock::at_machine_time();
    let store = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::new(store)
        .clock(clock.clone())
        .renew_after(minutes(15));
    let old = cookie(&visit(&sessions, "", count).await.1);
    clock.advance(minutes(15));
    let ((mine, first), (yours, second)) =
        tokio::join!(visit(&sessions, &old, count), visit(&sessions, &old, count),);
    assert_eq!(mine.min(yours), 2);
    assert_eq!(mine.max(yours), 3);
    let set: Vec<_> = [&first, &second]
        .into_iter()
        .filter_map(set_cookie)
        .collect();
    assert_eq!(set.len(), 1, "{set:?}");
    let response = if set_cookie(&first).is_some() {
        &first
    } else {
        &second
    };
    assert_eq!(visit(&sessions, &cookie(response), read).await.0, 3);
}

#[handler]
async fn counted(session: &Session<u64>) -> String {
    count(session).await.to_string()
}

#[handler]
fn token(token: &CsrfToken) -> String {
    token.to_string()
}

#[tokio::test]
async fn a_form_from_before_the_renewal_can_be_sent_by_the_request_that_brings_it() {
    let (sessions, clock) = rotating();
    let client = TestClient::new(middleware_stack! {
        (sessions),
        CsrfTokens::<u64>::new(),
        => routes { GET "/begin" => counted, GET "/token" => token, POST "/" => counted }
    });
    client.get("/begin").await;
    let shown = client.get("/token").await.text().await;
    clock.advance(minutes(15));
    let send = || client.post("/").header("x-csrf-token", &shown);
    let answer = send().await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.header("set-cookie").is_some(), "it has a new id");
    assert_eq!(answer.text().await, "2");
    send().await.assert_status(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_age_of_an_id_begins_anew_with_every_renewal_and_not_with_a_write() {
    let (sessions, clock) = rotating();
    let mut known = cookie(&visit(&sessions, "", count).await.1);
    clock.advance(minutes(10));
    let (renewed, response) = visit(&sessions, &known, async |it| it.regenerate().await).await;
    renewed.unwrap();
    known = cookie(&response);
    clock.advance(minutes(10));
    assert_eq!(set_cookie(&visit(&sessions, &known, count).await.1), None);
    clock.advance(minutes(5));
    assert!(set_cookie(&visit(&sessions, &known, read).await.1).is_some());
}

#[tokio::test]
async fn without_a_stage_that_makes_ids_the_session_goes_on_as_it_is() {
    let (sessions, clock) = rotating();
    let known = cookie(&visit(&sessions, "", count).await.1);
    clock.advance(minutes(15));
    let id = known.split_once('=').unwrap().1.to_owned();
    let session = sessions.open(Some(id));
    assert_eq!(read(&session).await, 1);
    assert_eq!(count(&session).await, 2);
    assert!(!session.is_new());
}
