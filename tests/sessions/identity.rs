//! Whoever becomes somebody else gets another id, and what was stolen before is worth nothing.

use onionskin::{
    MemoryStore, Session, SessionError, SessionSystem, Sessions, session::SessionData,
};
use serde::{Deserialize, Serialize};

use super::{
    spy_store::SpyStore,
    visitor::{HandClock, cookie, minutes, set_cookie, visit},
};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Visitor {
    account: Option<u32>,
    cart: Vec<u32>,
}

fn shop() -> (Sessions<Visitor>, MemoryStore) {
    let store = MemoryStore::new();
    (
        Sessions::new(store.clone()).identity(|visitor: &Visitor| visitor.account),
        store,
    )
}

async fn add(session: &Session<Visitor>) -> Visitor {
    session.update(|data| data.cart.push(7)).await.unwrap()
}

async fn log_in(session: &Session<Visitor>) -> Visitor {
    let mine = |data: &mut Visitor| data.account = Some(1);
    session.update(mine).await.unwrap()
}

async fn log_out(session: &Session<Visitor>) -> Visitor {
    session.update(|data| data.account = None).await.unwrap()
}

async fn look<T: SessionData>(session: &Session<T>) -> T {
    session.get().await.unwrap()
}

#[tokio::test]
async fn an_id_that_was_stolen_before_the_login_opens_nothing_after_it() {
    let (sessions, store) = shop();
    let stolen = cookie(&visit(&sessions, "", add).await.1);
    let (visitor, response) = visit(&sessions, &stolen, log_in).await;
    assert_eq!((visitor.account, visitor.cart), (Some(1), vec![7]));
    let known = cookie(&response);
    assert_ne!(known, stolen);
    assert_eq!(visit(&sessions, &stolen, look).await.0, Visitor::default());
    let found = visit(&sessions, &known, look).await.0;
    assert_eq!((found.account, found.cart), (Some(1), vec![7]));
    assert_eq!(store.len(), 1, "the old record was left behind");
}

#[tokio::test]
async fn a_planted_id_is_not_the_victims_after_the_login() {
    let (sessions, _) = shop();
    // The attacker begins a session, and makes the victim's browser send its id.
    let planted = cookie(&visit(&sessions, "", add).await.1);
    visit(&sessions, &planted, log_in).await;
    let (found, _) = visit(&sessions, &planted, look).await;
    assert_eq!(
        found.account, None,
        "the attacker is logged in as the victim"
    );
}

#[tokio::test]
async fn an_update_that_changes_no_identity_keeps_the_id() {
    let (sessions, _) = shop();
    let known = cookie(&visit(&sessions, "", log_in).await.1);
    for _ in 0..2 {
        let (_, response) = visit(&sessions, &known, add).await;
        assert_eq!(set_cookie(&response), None);
        let (_, response) = visit(&sessions, &known, log_in).await;
        assert_eq!(set_cookie(&response), None, "the same one logs in again");
    }
}

#[tokio::test]
async fn a_logout_and_a_change_of_the_account_bring_a_new_id_too() {
    let (sessions, _) = shop();
    let first = cookie(&visit(&sessions, "", log_in).await.1);
    let other = async |session: &Session<Visitor>| {
        let other = |data: &mut Visitor| data.account = Some(2);
        session.update(other).await.unwrap()
    };
    let second = cookie(&visit(&sessions, &first, other).await.1);
    let third = cookie(&visit(&sessions, &second, log_out).await.1);
    assert!(first != second && second != third);
    for dead in [&first, &second] {
        assert_eq!(visit(&sessions, dead, look).await.0, Visitor::default());
    }
}

#[tokio::test]
async fn a_part_that_is_cleared_can_be_the_identity() {
    let (sessions, _) = shop();
    let known = cookie(&visit(&sessions, "", add).await.1);
    let known = cookie(&visit(&sessions, &known, log_in).await.1);
    let cleared = async |session: &Session<Visitor>| {
        let account = session.part(|data| &mut data.account);
        account.clear().await.unwrap();
    };
    let renewed = cookie(&visit(&sessions, &known, cleared).await.1);
    assert_eq!(visit(&sessions, &renewed, look).await.0.cart, [7]);
    assert_eq!(visit(&sessions, &known, look).await.0.cart, [0; 0]);
}

#[tokio::test]
async fn what_others_write_during_the_login_is_not_lost() {
    let (sessions, _) = shop();
    let known = cookie(&visit(&sessions, "", add).await.1);
    let (visitor, response) = visit(&sessions, &known, async |session| {
        look(session).await;
        visit(&sessions, &known, add).await;
        log_in(session).await
    })
    .await;
    assert_eq!(visitor.cart, [7, 7]);
    let found = visit(&sessions, &cookie(&response), look).await.0;
    assert_eq!((found.account, found.cart), (Some(1), vec![7, 7]));
}

#[tokio::test]
async fn a_login_that_is_refused_on_a_fresher_copy_changes_nothing() {
    let (sessions, store) = shop();
    let known = cookie(&visit(&sessions, "", add).await.1);
    let (refused, response) = visit(&sessions, &known, async |session| {
        look(session).await;
        visit(&sessions, &known, add).await;
        session
            .try_update(|data| {
                data.account = Some(1);
                match data.cart.len() {
                    1 => Ok(()),
                    _ => Err(SessionError::Conflict),
                }
            })
            .await
    })
    .await;
    assert!(
        matches!(refused, Err(SessionError::Conflict)),
        "{refused:?}"
    );
    assert_eq!(set_cookie(&response), None);
    assert_eq!(visit(&sessions, &known, look).await.0.account, None);
    assert_eq!(store.len(), 1, "the record of the new id was left behind");
}

#[tokio::test]
async fn updates_at_once_with_a_login_all_count_or_hear_that_they_do_not() {
    let store = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<Visitor>::new(store).identity(|visitor: &Visitor| visitor.account);
    let known = cookie(&visit(&sessions, "", add).await.1);
    let try_add =
        async |session: &Session<Visitor>| session.update(|data| data.cart.push(7)).await.is_ok();
    let writers =
        futures_util::future::join_all((0..20).map(|_| visit(&sessions, &known, try_add)));
    let ((_, login), written) = tokio::join!(visit(&sessions, &known, log_in), writers);
    // Those who come after the login find no session, and begin one of their own.
    let counted = written
        .iter()
        .filter(|(counted, response)| *counted && set_cookie(response).is_none())
        .count();
    let found = visit(&sessions, &cookie(&login), look).await.0;
    assert_eq!(found.account, Some(1));
    assert_eq!(found.cart.len(), 1 + counted);
}

#[tokio::test]
async fn the_identity_is_whose_sessions_are_ended_everywhere() {
    let (sessions, _) = shop();
    let phone = cookie(&visit(&sessions, "", log_in).await.1);
    let anonymous = cookie(&visit(&sessions, "", add).await.1);
    let laptop = cookie(&visit(&sessions, &anonymous, log_in).await.1);
    let elsewhere = cookie(&visit(&sessions, "", add).await.1);
    assert_eq!(sessions.system().destroy_all("1").await.unwrap(), 2);
    for over in [&phone, &laptop] {
        assert_eq!(visit(&sessions, over, look).await.0.account, None);
    }
    assert_eq!(visit(&sessions, &elsewhere, look).await.0.cart, [7]);
}

#[tokio::test]
async fn who_has_logged_out_is_nobodys_any_more() {
    let (sessions, _) = shop();
    let known = cookie(&visit(&sessions, "", log_in).await.1);
    let known = cookie(&visit(&sessions, &known, log_out).await.1);
    visit(&sessions, &known, add).await;
    assert_eq!(sessions.system().destroy_all("1").await.unwrap(), 0);
    assert_eq!(visit(&sessions, &known, look).await.0.cart, [7]);
}

#[tokio::test]
async fn by_hand_an_identity_changes_only_together_with_the_id() {
    let (sessions, _) = shop();
    let system: SessionSystem<Visitor> = sessions.system();
    let old = system.create().await.unwrap();
    let mine = |data: &mut Visitor| data.account = Some(1);
    let refused = system.update(&old, mine).await;
    assert!(matches!(refused, Err(SessionError::IdentityChanged)));
    assert_eq!(system.get(&old).await.unwrap().account, None);
    let (new, visitor) = system.update_and_regenerate(&old, mine).await.unwrap();
    assert_eq!(visitor.account, Some(1));
    assert_eq!(system.get(&new).await.unwrap().account, Some(1));
    assert!(!system.exists(&old).await.unwrap());
    assert_eq!(system.destroy_all("1").await.unwrap(), 1);
}

#[tokio::test]
async fn a_login_prolongs_no_session_past_its_absolute_end() {
    let clock = HandClock::new();
    let store = MemoryStore::with_capacity_and_clock(10, clock.clone());
    let sessions = Sessions::<Visitor>::new(store)
        .clock(clock.clone())
        .expire_after(minutes(8 * 60))
        .identity(|visitor: &Visitor| visitor.account);
    let known = cookie(&visit(&sessions, "", add).await.1);
    clock.advance(minutes(7 * 60));
    let known = cookie(&visit(&sessions, &known, log_in).await.1);
    clock.advance(minutes(5 * 60));
    assert_eq!(visit(&sessions, &known, look).await.0.account, None);
}
