//! The flow of the stage, written by hand over the session system.

use http::header::{HeaderValue, SET_COOKIE};
use onionskin::{TestClient, prelude::*};

/// What the flow has counted.
struct Visits(u64);

/// Fetches, creates where there is none, counts, and adds the id to the response.
#[middleware]
async fn flow(
    sessions: &SessionSystem<u64>,
    req: &mut Request,
    next: impl NextWith<Visits>,
) -> Result<Response, SessionError> {
    let fetched = sessions.fetch(req).await?;
    let known = if sessions.exists(fetched.as_ref()).await? {
        fetched
    } else {
        None
    };
    let is_new = known.is_none();
    let id = match known {
        Some(id) => id,
        None => sessions.create().await?,
    };
    let visits = Visits(sessions.update(&id, |visits| *visits += 1).await?);
    let mut res = next.run_with(req, &visits).await;
    if is_new {
        sessions.add_id(&mut res, &id);
        sessions.add_id(&mut res, &id);
    }
    Ok(res)
}

#[handler]
fn visits(visits: &Visits) -> String {
    visits.0.to_string()
}

fn client(sessions: SessionSystem<u64>) -> TestClient {
    TestClient::new(middleware_stack! {
        provide sessions;
        flow,
        => visits
    })
}

#[tokio::test]
async fn the_flow_by_hand_counts_and_sets_the_cookie_once() {
    let named = SessionCookie::builder("SESSION_ID")
        .insecure()
        .build()
        .unwrap();
    let sessions = Sessions::new(MemoryStore::new())
        .cookie(named)
        .default_data(10);
    let client = client(sessions.system());
    let first = client.get("/").await;
    assert_eq!(first.text().await, "11");
    assert_eq!(first.headers().get_all(SET_COOKIE).iter().count(), 1);
    assert!(first.cookie("SESSION_ID").is_some());
    let second = client.get("/").await;
    assert_eq!(second.text().await, "12");
    assert_eq!(second.header("set-cookie"), None);
}

#[tokio::test]
async fn an_unknown_or_malformed_id_leads_to_a_new_session() {
    for claim in ["AAAAAAAAAAAAAAAAAAAAAAAA", "bad"] {
        let client = client(SessionSystem::new(MemoryStore::new()));
        let res = client.get("/").cookie("__Host-SESSION_ID", claim).await;
        assert_eq!(res.text().await, "1");
        assert_ne!(res.cookie("__Host-SESSION_ID").unwrap().value(), claim);
    }
}

#[tokio::test]
async fn the_last_word_on_the_cookie_counts_and_other_cookies_stay() {
    let sessions = SessionSystem::<u64>::new(MemoryStore::new());
    let (first, last) = (SessionId::random::<256>(), SessionId::random::<256>());
    let mut response = Response::new(Body::empty());
    response
        .headers_mut()
        .append(SET_COOKIE, HeaderValue::from_static("theme=dark"));
    sessions.add_id(&mut response, &first);
    sessions.remove_id(&mut response);
    sessions.add_id(&mut response, &last);
    let said = response.headers().get_all(SET_COOKIE);
    let said: Vec<_> = said.iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0], "theme=dark");
    assert!(said[1].contains(last.as_str()), "{said:?}");
}

#[tokio::test]
async fn a_session_that_is_not_there_is_read_and_written_as_401() {
    let store = MemoryStore::new();
    let sessions = SessionSystem::<u64>::new(store.clone());
    let id = sessions.create().await.unwrap();
    assert!(sessions.exists(&id).await.unwrap());
    assert_eq!(sessions.get(&id).await.unwrap(), 0);
    sessions.destroy(&id).await.unwrap();
    sessions.destroy(&id).await.unwrap();
    assert!(!sessions.exists(&id).await.unwrap());
    assert!(matches!(
        sessions.get(&id).await,
        Err(SessionError::NotFound)
    ));
    let written = sessions.update(&id, |visits| *visits += 1).await;
    assert_eq!(written.unwrap_err().into_response().status(), 401);
    assert!(store.is_empty(), "a write brought a destroyed session back");
}

#[session_id_fetcher]
fn from_header(req: &Request) -> Option<String> {
    Some(req.header("x-session")?.to_owned())
}

#[session_id_generator]
fn prefixed() -> String {
    format!("eu-{}", SessionId::random::<128>().as_str())
}

#[tokio::test]
async fn fetcher_and_generator_can_be_replaced() {
    let sessions = Sessions::<u64>::new(MemoryStore::new())
        .fetcher(from_header {})
        .generator(prefixed {})
        .system();
    let id = sessions.create().await.unwrap();
    assert!(id.as_str().starts_with("eu-"));
    let mut request = Request::new(Body::empty());
    request
        .headers_mut()
        .insert("x-session", id.as_str().parse().unwrap());
    assert_eq!(sessions.fetch(&mut request).await.unwrap(), Some(id));
}
