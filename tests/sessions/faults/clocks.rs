//! A clock that is set back, or runs ahead, takes nothing away.

use super::place::Place;
use crate::sessions::visitor::{HandClock, cookie, count, minutes, read, visit};

#[tokio::test]
async fn in_a_file() {
    set_back(Place::file()).await;
}

#[tokio::test]
async fn in_redis() {
    set_back(Place::redis()).await;
}

#[tokio::test]
async fn in_postgres() {
    set_back(Place::postgres()).await;
}

async fn set_back(place: Place) {
    let clock = HandClock::at_machine_time();
    clock.advance(minutes(60));
    let sessions = place.sessions_by::<u64>(clock.clone()).await;
    let (_, response) = visit(&sessions, "", count).await;
    let known = cookie(&response);
    for expected in 2..=5 {
        clock.turn_back(minutes(10));
        assert_eq!(visit(&sessions, &known, count).await.0, expected);
    }
    let (renewed, response) = visit(&sessions, &known, async |it| it.regenerate().await).await;
    renewed.unwrap();
    let renewed = cookie(&response);
    assert_eq!(visit(&sessions, &renewed, read).await.0, 5);
    assert_eq!(visit(&sessions, &known, read).await.0, 0);
    clock.advance(minutes(45));
    assert_eq!(
        visit(&sessions, &renewed, read).await.0,
        5,
        "used in the meantime, by that clock"
    );
    clock.advance(minutes(60));
    assert_eq!(
        visit(&sessions, &renewed, read).await.0,
        0,
        "over, by every clock"
    );
}
