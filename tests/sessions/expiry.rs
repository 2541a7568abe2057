//! A session ends when its time is over, whatever the store and the clock do.

use std::time::Duration;

use onionskin::Sessions;

use super::{
    spy_store::SpyStore,
    visitor::{cookie, count, minutes, read, site, visit},
};

#[tokio::test]
async fn half_an_hour_without_a_request_ends_a_session() {
    let (sessions, _, clock) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let cookie = cookie(&response);
    clock.advance(minutes(29));
    assert_eq!(visit(&sessions, &cookie, read).await.0, 1);
    clock.advance(minutes(31));
    assert_eq!(visit(&sessions, &cookie, read).await.0, 0);
}

#[tokio::test]
async fn a_session_in_use_ends_after_twelve_hours() {
    let (sessions, _, clock) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let cookie = cookie(&response);
    for visit_number in 1..=78 {
        clock.advance(minutes(10));
        let expected = u64::from(visit_number < 72);
        assert_eq!(
            visit(&sessions, &cookie, read).await.0,
            expected,
            "after visit {visit_number}"
        );
    }
}

#[tokio::test]
async fn writing_does_not_prolong_a_session_past_its_absolute_end() {
    let (sessions, _, clock) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let cookie = cookie(&response);
    for visits in 2..=72 {
        clock.advance(minutes(10));
        assert_eq!(visit(&sessions, &cookie, count).await.0, visits);
    }
    clock.advance(minutes(10));
    assert_eq!(
        visit(&sessions, &cookie, count).await.0,
        1,
        "the session outlived twelve hours"
    );
}

#[tokio::test]
async fn renewing_the_id_does_not_prolong_a_session_past_its_absolute_end() {
    let (sessions, _, clock) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let mut known = cookie(&response);
    for _ in 0..71 {
        clock.advance(minutes(10));
        let (renewed, response) = visit(&sessions, &known, async |session| {
            session.regenerate().await
        })
        .await;
        renewed.unwrap();
        known = cookie(&response);
    }
    assert_eq!(visit(&sessions, &known, read).await.0, 1);
    clock.advance(minutes(10));
    assert_eq!(visit(&sessions, &known, read).await.0, 0);
}

#[tokio::test]
async fn the_times_can_be_chosen() {
    let (sessions, _, clock) = site::<u64>();
    let sessions = sessions.expire_after(minutes(5)).absolute(minutes(8));
    let (_, response) = visit(&sessions, "", count).await;
    let cookie = cookie(&response);
    for expected in [1, 1, 0] {
        clock.advance(minutes(3));
        assert_eq!(visit(&sessions, &cookie, read).await.0, expected);
    }
}

#[tokio::test]
async fn a_day_of_idle_time_is_a_day() {
    let (sessions, _, clock) = site::<u64>();
    let sessions = sessions.expire_after(minutes(24 * 60));
    let (_, response) = visit(&sessions, "", count).await;
    clock.advance(minutes(23 * 60));
    assert_eq!(visit(&sessions, &cookie(&response), read).await.0, 1);
    clock.advance(minutes(60));
    assert_eq!(visit(&sessions, &cookie(&response), read).await.0, 0);
}

#[tokio::test]
async fn a_shorter_time_holds_for_sessions_that_are_stored_already() {
    let (sessions, _, clock) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    clock.advance(minutes(10));
    let stricter = sessions.clone().expire_after(minutes(5));
    assert_eq!(visit(&stricter, &cookie(&response), read).await.0, 0);
}

#[tokio::test]
async fn a_clock_that_is_set_back_ends_no_session() {
    let (sessions, _, clock) = site::<u64>();
    let (_, response) = visit(&sessions, "", count).await;
    let cookie = cookie(&response);
    clock.turn_back(minutes(5));
    assert_eq!(visit(&sessions, &cookie, read).await.0, 1);
    assert_eq!(visit(&sessions, &cookie, count).await.0, 2);
    clock.advance(minutes(34));
    assert_eq!(visit(&sessions, &cookie, read).await.0, 2);
}

#[tokio::test]
async fn use_is_noted_at_most_once_a_minute() {
    let (_, store, clock) = site::<u64>();
    let spy = SpyStore::new(store);
    let sessions = Sessions::<u64>::new(spy.clone()).clock(clock.clone());
    let (_, response) = visit(&sessions, "", count).await;
    let cookie = cookie(&response);
    for _ in 0..120 {
        clock.advance(Duration::from_secs(1));
        visit(&sessions, &cookie, read).await;
    }
    assert_eq!(spy.touched(), 2);
}

#[tokio::test]
async fn use_is_noted_in_time_when_sessions_are_shorter_than_a_minute() {
    let (sessions, _, clock) = site::<u64>();
    let sessions = sessions.expire_after(Duration::from_secs(10));
    let (_, response) = visit(&sessions, "", count).await;
    for _ in 0..20 {
        clock.advance(Duration::from_secs(6));
        assert_eq!(visit(&sessions, &cookie(&response), read).await.0, 1);
    }
}
