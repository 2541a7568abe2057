//! Sealed sessions that were ended are ended, whoever has kept a copy of the cookie.

use std::time::Duration;

use onionskin::{
    MemoryStore, Session, SessionError, Sessions,
    session::{ClientSide, SessionKeys},
};

use super::{
    spy_store::SpyStore,
    visitor::{HandClock, cookie, count, minutes, read, set_cookie, visit},
};

const SECRET: &[u8] = b"thirty-two bytes from a generator";

fn sealed() -> ClientSide {
    ClientSide::new(SessionKeys::new(SECRET).unwrap())
}

fn revocable() -> (Sessions<u64>, HandClock) {
    let clock = HandClock::new();
    let list = MemoryStore::with_capacity_and_clock(100, clock.clone());
    let sessions = Sessions::client_side(sealed().revocable(list)).clock(clock.clone());
    (sessions, clock)
}

async fn log_in(session: &Session<u64>) {
    session.regenerate_for("ann").await.unwrap();
}

#[tokio::test]
async fn after_a_logout_a_copy_of_the_cookie_opens_nothing() {
    let (sessions, _) = revocable();
    let copy = cookie(&visit(&sessions, "", count).await.1);
    assert_eq!(visit(&sessions, &copy, read).await.0, 1);
    let (ended, _) = visit(&sessions, &copy, async |it| it.destroy().await).await;
    ended.unwrap();
    assert_eq!(visit(&sessions, &copy, read).await.0, 0);
    let (counted, response) = visit(&sessions, &copy, count).await;
    assert_eq!(counted, 1, "a new session");
    assert_ne!(cookie(&response), copy);
}

#[tokio::test]
async fn after_a_renewal_the_old_cookie_opens_nothing() {
    let (sessions, _) = revocable();
    let stolen = cookie(&visit(&sessions, "", count).await.1);
    let known = cookie(&visit(&sessions, &stolen, log_in).await.1);
    assert_eq!(visit(&sessions, &stolen, read).await.0, 0);
    assert_eq!(visit(&sessions, &known, read).await.0, 1);
}

#[tokio::test]
async fn after_a_logout_a_late_renewal_saves_nothing() {
    let (sessions, _) = revocable();
    let sessions = sessions.renewal_grace(Duration::from_secs(30));
    let copy = cookie(&visit(&sessions, "", count).await.1);
    let (late, response) = visit(&sessions, &copy, async |session| {
        assert_eq!(read(session).await, 1);
        let logout = visit(&sessions, &copy, async |it| it.destroy().await);
        logout.await.0.unwrap();
        session.regenerate().await
    })
    .await;
    assert!(matches!(late, Err(SessionError::Gone)), "{late:?}");
    assert_eq!(set_cookie(&response), None);
    assert_eq!(visit(&sessions, &copy, read).await.0, 0);
}

#[tokio::test]
async fn with_a_grace_the_old_cookie_lasts_as_long_as_that() {
    let (sessions, clock) = revocable();
    let sessions = sessions.renewal_grace(Duration::from_secs(30));
    let old = cookie(&visit(&sessions, "", count).await.1);
    let new = cookie(&visit(&sessions, &old, log_in).await.1);
    clock.advance(Duration::from_secs(29));
    assert_eq!(visit(&sessions, &old, read).await.0, 1);
    clock.advance(Duration::from_secs(1));
    assert_eq!(visit(&sessions, &old, read).await.0, 0);
    assert_eq!(visit(&sessions, &new, read).await.0, 1);
}

#[tokio::test]
async fn a_person_is_logged_out_everywhere_and_can_come_back() {
    let (sessions, clock) = revocable();
    let mut known = Vec::new();
    for _ in 0..3 {
        let anonymous = cookie(&visit(&sessions, "", count).await.1);
        known.push(cookie(&visit(&sessions, &anonymous, log_in).await.1));
    }
    let other = cookie(
        &visit(&sessions, "", async |it| {
            count(it).await;
            it.regenerate_for("ben").await.unwrap();
        })
        .await
        .1,
    );
    clock.advance(minutes(1));
    for _ in 0..2 {
        sessions.system().destroy_all("ann").await.unwrap();
    }
    for cookie in &known {
        assert_eq!(visit(&sessions, cookie, read).await.0, 0);
    }
    assert_eq!(visit(&sessions, &other, read).await.0, 1);
    clock.advance(minutes(1));
    let anonymous = cookie(&visit(&sessions, "", count).await.1);
    let back = cookie(&visit(&sessions, &anonymous, log_in).await.1);
    assert_eq!(visit(&sessions, &back, read).await.0, 1);
}

#[tokio::test]
async fn an_end_is_remembered_for_as_long_as_a_session_can_last() {
    let (sessions, clock) = revocable();
    let sessions = sessions.expire_after(minutes(12 * 60));
    let copy = cookie(&visit(&sessions, "", count).await.1);
    let (ended, _) = visit(&sessions, &copy, async |it| it.destroy().await).await;
    ended.unwrap();
    for _ in 0..12 {
        assert_eq!(visit(&sessions, &copy, read).await.0, 0);
        clock.advance(minutes(60));
    }
    assert_eq!(visit(&sessions, &copy, read).await.0, 0);
}

#[tokio::test]
async fn while_the_list_is_down_no_session_passes() {
    let list = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::client_side(sealed().revocable(list.clone()));
    let known = cookie(&visit(&sessions, "", count).await.1);
    list.break_down();
    let (refused, response) = visit(&sessions, &known, async |it| it.get().await).await;
    assert!(matches!(refused, Err(SessionError::Store(_))));
    assert_eq!(set_cookie(&response), None);
    list.recover();
    assert_eq!(visit(&sessions, &known, read).await.0, 1);
}

#[tokio::test]
async fn an_end_that_the_list_cannot_note_is_an_error_and_no_end() {
    let list = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::client_side(sealed().revocable(list.clone()));
    let known = cookie(&visit(&sessions, "", count).await.1);
    for end in [Ending::Renewed, Ending::Emptied, Ending::Destroyed] {
        let (refused, response) = visit(&sessions, &known, async |it| {
            assert_eq!(read(it).await, 1);
            list.break_down();
            end.of(it).await
        })
        .await;
        list.recover();
        assert!(
            matches!(refused, Err(SessionError::Store(_))),
            "{end:?}: {refused:?}"
        );
        assert_eq!(set_cookie(&response), None, "{end:?}");
        assert_eq!(visit(&sessions, &known, read).await.0, 1, "{end:?}");
    }
}

#[derive(Clone, Copy, Debug)]
enum Ending {
    Renewed,
    Emptied,
    Destroyed,
}

impl Ending {
    async fn of(self, session: &Session<u64>) -> Result<(), SessionError> {
        match self {
            Self::Renewed => session.regenerate().await,
            Self::Emptied => session.part(|count| count).clear().await,
            Self::Destroyed => session.destroy().await,
        }
    }
}

#[tokio::test]
async fn without_a_list_nobody_is_told_that_all_sessions_have_ended() {
    let sessions = Sessions::<u64>::client_side(sealed());
    let refused = sessions.system().destroy_all("ann").await;
    assert!(matches!(refused, Err(SessionError::Store(_))));
}

#[tokio::test]
async fn a_request_without_a_cookie_asks_no_list() {
    let list = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<u64>::client_side(sealed().revocable(list.clone()));
    visit(&sessions, "", count).await;
    visit(&sessions, "__Host-SESSION_ID=v1.forged.forged", read).await;
    assert_eq!(list.asked(), 0);
}
