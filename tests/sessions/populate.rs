//! A visitor without a session begins with data that was made for the occasion.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use onionskin::{TestClient, prelude::*, session::WhenStoreIsDown, testing::TestRequest};

use super::{
    spy_store::SpyStore,
    visitor::{cookie, set_cookie, site, visit},
};

/// What a stage above lends.
struct Country(&'static str);

#[derive(Clone, Default)]
struct Asked(Arc<AtomicUsize>);

/// Makes the first data of the request and of what the stack lends, and waits for it.
#[middleware(before)]
async fn welcome(
    session: &Session<Vec<String>>,
    country: &Country,
    asked: &Asked,
    req: &Request,
) -> Result<(), SessionError> {
    let first = async {
        tokio::task::yield_now().await;
        asked.0.fetch_add(1, Relaxed);
        let language = req.header("accept-language").unwrap_or("en");
        vec![country.0.to_owned(), language.to_owned()]
    };
    session.populate(first).await
}

#[handler]
async fn show(session: &Session<Vec<String>>) -> Result<Json<Vec<String>>, SessionError> {
    session.get().await.map(Json)
}

#[handler]
async fn add(session: &Session<Vec<String>>) -> Result<Json<Vec<String>>, SessionError> {
    let more = |data: &mut Vec<String>| data.push("more".to_owned());
    session.update(more).await.map(Json)
}

#[handler]
async fn log_out(session: &Session<Vec<String>>) -> Result<Json<Vec<String>>, SessionError> {
    session.destroy().await?;
    session.get().await.map(Json)
}

fn client(store: &MemoryStore, asked: &Asked) -> TestClient {
    let sessions = Sessions::<Vec<String>>::new(store.clone());
    TestClient::new(middleware_stack! {
        provide Country("FR"), asked.clone();
        (sessions),
        welcome,
        => routes {
            GET "/" => show,
            POST "/" => add,
            DELETE "/" => log_out,
        }
    })
}

async fn seen(req: TestRequest) -> Vec<String> {
    req.header("accept-language", "fr").await.json().await
}

#[tokio::test]
async fn the_first_data_comes_from_the_request_and_from_what_is_lent() {
    let (store, asked) = (MemoryStore::new(), Asked::default());
    let client = client(&store, &asked);
    assert_eq!(seen(client.get("/")).await, ["FR", "fr"]);
    assert!(store.is_empty(), "populating alone makes a record");
    assert_eq!(seen(client.post("/")).await, ["FR", "fr", "more"]);
    assert_eq!(store.len(), 1);
}

#[tokio::test]
async fn it_is_made_for_fresh_sessions_only_and_again_after_the_end() {
    let (store, asked) = (MemoryStore::new(), Asked::default());
    let client = client(&store, &asked);
    seen(client.post("/")).await;
    assert_eq!(asked.0.load(Relaxed), 1);
    seen(client.get("/")).await;
    assert_eq!(seen(client.post("/")).await, ["FR", "fr", "more", "more"]);
    assert_eq!(
        asked.0.load(Relaxed),
        1,
        "an existing session was populated"
    );
    assert_eq!(
        seen(client.delete("/")).await,
        [""; 0],
        "what has ended is empty until the next request"
    );
    assert_eq!(seen(client.get("/")).await, ["FR", "fr"]);
    assert_eq!(asked.0.load(Relaxed), 2);
}

#[tokio::test]
async fn it_is_made_once_per_request() {
    let (sessions, store, _) = site::<u64>();
    let (found, response) = visit(&sessions, "", async |session| {
        session.populate(async { 5 }).await.unwrap();
        session.populate(async { 9 }).await.unwrap();
        session.get().await.unwrap()
    })
    .await;
    assert_eq!(found, 5);
    assert_eq!((set_cookie(&response), store.len()), (None, 0));
}

#[tokio::test]
async fn a_login_without_a_session_begins_with_it() {
    let (sessions, _, _) = site::<u64>();
    let ((), response) = visit(&sessions, "", async |session| {
        session.populate(async { 5 }).await.unwrap();
        session.regenerate_for("ann").await.unwrap();
    })
    .await;
    let known = cookie(&response);
    let found = visit(&sessions, &known, async |session| {
        session.get().await.unwrap()
    });
    assert_eq!(found.await.0, 5);
}

#[tokio::test]
async fn nobody_is_taken_for_fresh_while_the_store_is_down() {
    let store = SpyStore::new(MemoryStore::new());
    let closed = Sessions::<u64>::new(store.clone());
    let open = closed.clone().when_store_is_down(WhenStoreIsDown::FailOpen);
    let known = cookie(
        &visit(&closed, "", async |it| it.update(|data| *data = 1).await)
            .await
            .1,
    );
    store.break_down();
    for sessions in [closed, open] {
        let mut was_made = false;
        visit(&sessions, &known, async |session| {
            let first = async {
                was_made = true;
                5
            };
            drop(session.populate(first).await);
        })
        .await;
        assert!(!was_made);
    }
}
