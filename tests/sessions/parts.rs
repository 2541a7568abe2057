//! Parts of one session's data are independent of each other.

use onionskin::{MemoryStore, Session, Sessions, session::SessionData};
use serde::{Deserialize, Serialize};

use super::{
    spy_store::SpyStore,
    visitor::{cookie, set_cookie, site, visit},
};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Shop {
    cart: Vec<u32>,
    language: Option<String>,
}

async fn fill(shop: &Session<Shop>) {
    let cart = shop.part(|shop| &mut shop.cart);
    assert_eq!(cart.update(|items| items.push(7)).await.unwrap(), [7]);
    let language = shop.part(|shop| &mut shop.language);
    let chosen = language.update(|it| *it = Some("eo".to_owned())).await;
    assert_eq!(chosen.unwrap().as_deref(), Some("eo"));
}

#[tokio::test]
async fn each_part_keeps_its_own() {
    let (sessions, _, _) = site::<Shop>();
    let known = cookie(&visit(&sessions, "", async |shop| fill(shop).await).await.1);
    visit(&sessions, &known, async |shop| {
        assert_eq!(shop.part(|shop| &mut shop.cart).get().await.unwrap(), [7]);
        let language = shop.part(|shop| &mut shop.language);
        assert_eq!(language.get().await.unwrap().as_deref(), Some("eo"));
    })
    .await;
}

#[tokio::test]
async fn emptying_one_part_leaves_the_other_and_emptying_both_ends_the_session() {
    let (sessions, store, _) = site::<Shop>();
    let known = cookie(&visit(&sessions, "", async |shop| fill(shop).await).await.1);
    let ((), response) = visit(&sessions, &known, async |shop| {
        shop.part(|shop| &mut shop.cart).clear().await.unwrap();
    })
    .await;
    assert_eq!(set_cookie(&response), None);
    let (left, _) = visit(&sessions, &known, async |shop| shop.get().await.unwrap()).await;
    assert_eq!((left.cart.len(), left.language.as_deref()), (0, Some("eo")));
    let (exists, response) = visit(&sessions, &known, async |shop| {
        shop.part(|shop| &mut shop.language).clear().await.unwrap();
        shop.exists().await.unwrap()
    })
    .await;
    assert!(!exists);
    assert!(set_cookie(&response).unwrap().contains("Max-Age=0"));
    assert_eq!(store.len(), 0);
}

#[tokio::test]
async fn emptying_a_part_of_nothing_begins_nothing() {
    let (sessions, store, _) = site::<Shop>();
    let ((), response) = visit(&sessions, "", async |shop| {
        shop.part(|shop| &mut shop.cart).clear().await.unwrap();
    })
    .await;
    assert_eq!(set_cookie(&response), None);
    assert!(store.is_empty());
}

#[tokio::test]
async fn a_session_that_somebody_fills_while_another_empties_it_lives_on() {
    let store = SpyStore::new(MemoryStore::new());
    let sessions = Sessions::<Shop>::new(store);
    let known = begin(&sessions).await;
    visit(&sessions, &known, async |mine| {
        assert_eq!(mine.get().await.unwrap().cart, [7]);
        visit(&sessions, &known, async |yours| {
            let language = yours.part(|shop| &mut shop.language);
            language
                .update(|it| *it = Some("eo".to_owned()))
                .await
                .unwrap();
        })
        .await;
        mine.part(|shop| &mut shop.cart).clear().await.unwrap();
        let left = mine.get().await.unwrap();
        assert_eq!((left.cart.len(), left.language.as_deref()), (0, Some("eo")));
    })
    .await;
    let (left, _) = visit(&sessions, &known, async |shop| shop.get().await.unwrap()).await;
    assert_eq!(left.language.as_deref(), Some("eo"));
}

async fn begin(sessions: &Sessions<Shop>) -> String {
    let add = |shop: &mut Shop| shop.cart.push(7);
    let (begun, response) = visit(sessions, "", async |shop| shop.update(add).await).await;
    begun.unwrap();
    cookie(&response)
}

#[tokio::test]
async fn a_late_writer_brings_no_emptied_session_back() {
    let (sessions, store, _) = site::<Shop>();
    let known = begin(&sessions).await;
    visit(&sessions, &known, async |late| {
        late.get().await.unwrap();
        visit(&sessions, &known, async |shop| {
            shop.part(|shop| &mut shop.cart).clear().await.unwrap();
        })
        .await;
        late.part(|shop| &mut shop.cart)
            .update(|items| items.push(8))
            .await
            .unwrap_err();
    })
    .await;
    assert!(store.is_empty());
}

#[test]
fn a_part_can_move_between_threads() {
    fn moves<T: Send>(_: T) {}
    fn of<T: SessionData>(session: &Session<T>) {
        moves(session.part(|data| data));
    }
    of(&Sessions::<Shop>::new(MemoryStore::new()).open(None));
}
