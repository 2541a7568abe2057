//! A session that moves to another id while others work on it: the old id dies in time, and a
//! logout ends what it was about, wherever that is by then.

use std::time::Duration;

use onionskin::{
    Session, SessionError, SessionId, SessionKey, SessionStore,
    session::{Clock, SessionData},
};

use super::visitor::{cookie, count, minutes, read, set_cookie, site, visit};

const GRACE: Duration = Duration::from_secs(30);

async fn renew(session: &Session<u64>) {
    session.regenerate().await.unwrap();
}

async fn end<T: SessionData>(session: &Session<T>) -> Result<(), SessionError> {
    session.destroy().await
}

/// Where the store keeps what this cookie leads to.
fn key(cookie: &str) -> SessionKey {
    let (_, id) = cookie.split_once('=').unwrap();
    id.parse::<SessionId>().unwrap().key()
}

#[tokio::test]
async fn a_late_note_of_use_does_not_prolong_the_grace_of_an_old_id() {
    let (sessions, store, clock) = site::<u64>();
    let sessions = sessions.renewal_grace(GRACE);
    let old = cookie(&visit(&sessions, "", count).await.1);
    let new = cookie(&visit(&sessions, &old, renew).await.1);
    // By a request that had loaded the session before it moved.
    let later = clock.now().after(minutes(30));
    store.touch(&key(&old), clock.now(), later).await.unwrap();
    clock.advance(GRACE);
    assert_eq!(visit(&sessions, &old, read).await.0, 0);
    assert_eq!(visit(&sessions, &new, read).await.0, 1);
}

#[tokio::test]
async fn a_logout_ends_a_session_that_was_renewed_after_it_had_read() {
    let (sessions, store, _) = site::<u64>();
    let sessions = sessions.renewal_grace(GRACE);
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (renewed, _) = visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        let renewed = cookie(&visit(&sessions, &known, renew).await.1);
        end(session).await.unwrap();
        renewed
    })
    .await;
    for dead in [&known, &renewed] {
        assert_eq!(visit(&sessions, dead, read).await.0, 0);
    }
    assert!(store.len() <= 1, "only the way from the old id is left");
}

#[tokio::test]
async fn a_logout_ends_a_session_that_got_its_new_id_in_time_meanwhile() {
    let (sessions, _, clock) = site::<u64>();
    let sessions = sessions.renew_after(minutes(15));
    let known = cookie(&visit(&sessions, "", count).await.1);
    clock.advance(minutes(14));
    let (renewed, response) = visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        clock.advance(minutes(1));
        let renewed = cookie(&visit(&sessions, &known, read).await.1);
        end(session).await.unwrap();
        renewed
    })
    .await;
    assert!(set_cookie(&response).unwrap().contains("Max-Age=0"));
    assert_eq!(visit(&sessions, &renewed, read).await.0, 0);
}

#[tokio::test]
async fn a_logout_ends_a_session_that_was_written_after_it_had_read() {
    let (sessions, store, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        visit(&sessions, &known, count).await;
        end(session).await.unwrap();
    })
    .await;
    assert_eq!(visit(&sessions, &known, read).await.0, 0);
    assert_eq!(store.len(), 0);
}

#[tokio::test]
async fn two_logouts_at_once_both_succeed() {
    let (sessions, _, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (late, response) = visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        visit(&sessions, &known, end).await.0.unwrap();
        end(session).await
    })
    .await;
    late.unwrap();
    assert!(set_cookie(&response).unwrap().contains("Max-Age=0"));
}
