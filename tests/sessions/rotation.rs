//! Ids are renewed and sessions ended for good; nobody brings one back.

use std::time::Duration;

use onionskin::{Session, SessionError, SessionSystem};

use super::visitor::{cookie, count, read, set_cookie, site, visit};

async fn renew(session: &Session<u64>) {
    session.regenerate().await.unwrap();
}

async fn end(session: &Session<u64>) {
    session.destroy().await.unwrap();
}

#[tokio::test]
async fn a_renewal_changes_the_id_keeps_the_data_and_kills_the_old_id() {
    let (sessions, store, _) = site::<u64>();
    let old = cookie(&visit(&sessions, "", count).await.1);
    let new = cookie(&visit(&sessions, &old, renew).await.1);
    assert_ne!(old, new);
    assert_eq!(visit(&sessions, &new, read).await.0, 1);
    assert_eq!(visit(&sessions, &old, read).await.0, 0);
    assert_eq!(store.len(), 1, "the old record was left behind");
}

#[tokio::test]
async fn a_renewal_within_the_request_that_began_the_session_sends_the_last_id() {
    let (sessions, store, _) = site::<u64>();
    let ((), response) = visit(&sessions, "", async |session| {
        count(session).await;
        renew(session).await;
        count(session).await;
    })
    .await;
    assert_eq!(visit(&sessions, &cookie(&response), read).await.0, 2);
    assert_eq!(store.len(), 1);
}

#[tokio::test]
async fn renewing_nothing_begins_nothing() {
    let (sessions, store, _) = site::<u64>();
    let ((), response) = visit(&sessions, "", renew).await;
    assert_eq!((set_cookie(&response), store.len()), (None, 0));
}

#[tokio::test]
async fn with_a_grace_the_old_id_leads_to_the_session_until_it_ends() {
    let (sessions, _, clock) = site::<u64>();
    let sessions = sessions.renewal_grace(Duration::from_secs(30));
    let old = cookie(&visit(&sessions, "", count).await.1);
    let new = cookie(&visit(&sessions, &old, renew).await.1);
    assert_eq!(visit(&sessions, &old, count).await.0, 2);
    assert_eq!(visit(&sessions, &new, read).await.0, 2);
    clock.advance(Duration::from_secs(30));
    assert_eq!(visit(&sessions, &old, read).await.0, 0);
    assert_eq!(visit(&sessions, &new, read).await.0, 2);
}

#[tokio::test]
async fn destroying_deletes_the_record_and_the_cookie_with_its_attributes() {
    let (sessions, store, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let ((), response) = visit(&sessions, &known, end).await;
    assert_eq!(
        set_cookie(&response),
        Some(
            "__Host-SESSION_ID=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0; \
             Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        ),
    );
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(store.len(), 0);
    assert_eq!(visit(&sessions, &known, read).await.0, 0);
}

#[tokio::test]
async fn destroying_says_nothing_to_a_client_that_had_no_cookie() {
    let (sessions, store, _) = site::<u64>();
    let ((), response) = visit(&sessions, "", end).await;
    assert_eq!(set_cookie(&response), None);
    let ((), response) = visit(&sessions, "", async |session| {
        count(session).await;
        end(session).await;
    })
    .await;
    assert_eq!((set_cookie(&response), store.len()), (None, 0));
}

#[tokio::test]
async fn a_write_after_destroying_begins_a_new_session() {
    let (sessions, store, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (counted, response) = visit(&sessions, &known, async |session| {
        end(session).await;
        count(session).await
    })
    .await;
    assert_eq!((counted, store.len()), (1, 1));
    assert_ne!(cookie(&response), known);
}

#[tokio::test]
async fn a_late_writer_brings_no_destroyed_session_back() {
    let (sessions, store, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (late, response) = visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        visit(&sessions, &known, end).await;
        session.update(|count| *count += 1).await
    })
    .await;
    assert!(matches!(late, Err(SessionError::Gone)), "{late:?}");
    assert_eq!((set_cookie(&response), store.len()), (None, 0));
}

#[tokio::test]
async fn a_late_writer_brings_no_renewed_session_back_under_its_old_id() {
    let (sessions, store, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (late, _) = visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        visit(&sessions, &known, renew).await;
        session.update(|count| *count += 1).await
    })
    .await;
    assert!(matches!(late, Err(SessionError::Gone)), "{late:?}");
    assert_eq!(store.len(), 1);
    assert_eq!(visit(&sessions, &known, read).await.0, 0);
}

#[tokio::test]
async fn with_a_grace_the_late_write_reaches_the_renewed_session() {
    let (sessions, _, _) = site::<u64>();
    let sessions = sessions.renewal_grace(Duration::from_secs(30));
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (new, _) = visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        let new = cookie(&visit(&sessions, &known, renew).await.1);
        assert_eq!(count(session).await, 2);
        new
    })
    .await;
    assert_eq!(visit(&sessions, &new, read).await.0, 2);
}

#[tokio::test]
async fn a_renewal_takes_along_what_others_wrote_after_it_had_read() {
    let (sessions, _, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let ((), response) = visit(&sessions, &known, async |session| {
        assert_eq!(read(session).await, 1);
        visit(&sessions, &known, count).await;
        renew(session).await;
        assert_eq!(read(session).await, 2);
    })
    .await;
    assert_eq!(visit(&sessions, &cookie(&response), count).await.0, 3);
}

#[tokio::test]
async fn of_two_renewals_at_once_one_wins_and_the_other_hears_of_it() {
    let (sessions, store, _) = site::<u64>();
    let known = cookie(&visit(&sessions, "", count).await.1);
    let (late, response) = visit(&sessions, &known, async |session| {
        read(session).await;
        visit(&sessions, &known, renew).await;
        session.regenerate().await
    })
    .await;
    assert!(matches!(late, Err(SessionError::Gone)), "{late:?}");
    assert_eq!((set_cookie(&response), store.len()), (None, 1));
}

#[tokio::test]
async fn all_sessions_of_one_subject_can_be_ended_at_once() {
    let (sessions, store, _) = site::<u64>();
    let system = SessionSystem::<u64>::new(store.clone());
    let mut known = Vec::new();
    for subject in ["ann", "ann", "bob"] {
        let anonymous = cookie(&visit(&sessions, "", count).await.1);
        let (renewed, response) = visit(&sessions, &anonymous, async |it| {
            it.regenerate_for(subject).await
        })
        .await;
        renewed.unwrap();
        known.push(cookie(&response));
    }
    assert_eq!(system.destroy_all("ann").await.unwrap(), 2);
    let mut seen = Vec::new();
    for cookie in &known {
        seen.push(visit(&sessions, cookie, read).await.0);
    }
    assert_eq!(seen, [0, 0, 1]);
}
