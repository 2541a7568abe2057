//! The flow of the stage, written by hand over the session system.

use http::header::{COOKIE, HeaderValue, SET_COOKIE};
use onionskin::{
    Body, FetchId, GenerateId, IntoResponse, MemoryStore, Request, Response, SessionCookie,
    SessionError, SessionId, SessionSystem,
};

use super::visitor::{cookie, set_cookie};

/// Fetches, creates where there is none, counts, and adds the id to the response.
async fn flow(
    sessions: &SessionSystem<u64>,
    request: &Request,
) -> Result<(u64, Response), SessionError> {
    let fetched = sessions.fetch(request).await?;
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
    let visits = sessions.update(&id, |visits| *visits += 1).await?;
    let mut response = Response::new(Body::empty());
    if is_new {
        sessions.add_id(&mut response, &id);
        sessions.add_id(&mut response, &id);
    }
    Ok((visits, response))
}

fn with_cookie(cookie: &str) -> Request {
    let mut request = Request::new(Body::empty());
    request
        .headers_mut()
        .insert(COOKIE, cookie.parse().unwrap());
    request
}

#[tokio::test]
async fn the_flow_by_hand_counts_and_sets_the_cookie_once() {
    let cookie_named = SessionCookie::builder("SESSION_ID")
        .insecure()
        .build()
        .unwrap();
    let sessions = SessionSystem::new(MemoryStore::new())
        .cookie(cookie_named)
        .default_data(10);
    let (visits, response) = flow(&sessions, &Request::new(Body::empty())).await.unwrap();
    assert_eq!(visits, 11);
    let known = cookie(&response);
    assert!(known.starts_with("SESSION_ID="), "{known}");
    let (visits, response) = flow(&sessions, &with_cookie(&known)).await.unwrap();
    assert_eq!((visits, set_cookie(&response)), (12, None));
}

#[tokio::test]
async fn an_unknown_or_malformed_id_leads_to_a_new_session() {
    let sessions = SessionSystem::<u64>::new(MemoryStore::new());
    for claim in [
        "__Host-SESSION_ID=AAAAAAAAAAAAAAAAAAAAAAAA",
        "__Host-SESSION_ID=bad",
    ] {
        let (visits, response) = flow(&sessions, &with_cookie(claim)).await.unwrap();
        assert_eq!(visits, 1);
        assert_ne!(cookie(&response), claim);
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

#[tokio::test]
async fn fetcher_and_generator_can_be_replaced() {
    struct FromHeader;
    impl FetchId for FromHeader {
        async fn fetch<'a>(&'a self, request: &'a Request) -> Result<Option<String>, Response> {
            Ok(request
                .headers()
                .get("x-session")
                .and_then(|it| Some(it.to_str().ok()?.into())))
        }
    }
    struct Prefixed;
    impl GenerateId for Prefixed {
        async fn generate(&self) -> Result<SessionId, Response> {
            let id = format!("eu-{}", SessionId::random::<128>().as_str());
            SessionId::try_from(id).map_err(|error| SessionError::from(error).into_response())
        }
    }
    let sessions = SessionSystem::<u64>::new(MemoryStore::new())
        .fetcher(FromHeader)
        .generator(Prefixed);
    let id = sessions.create().await.unwrap();
    assert!(id.as_str().starts_with("eu-"));
    let mut request = Request::new(Body::empty());
    request
        .headers_mut()
        .insert("x-session", id.as_str().parse().unwrap());
    assert_eq!(sessions.fetch(&request).await.unwrap(), Some(id));
}
