//! Whoever asks over a connection gets the session of the id that came with the request, and no other.

use std::sync::Arc;

use onionskin::{Application, Connection, Peer, http, prelude::*};

/// A server, and one connection to it, as a proxy keeps it for many visitors.
struct Line<A> {
    app: A,
    connection: Arc<Connection>,
}

impl<A: Application> Line<A> {
    fn to(app: A) -> Self {
        let connection = Arc::new(Connection::new(Peer::Unix, None, false));
        Self { app, connection }
    }

    /// Gives what was answered, and the cookie that was set.
    async fn ask(&self, path: &str, cookies: &str) -> (String, Option<String>) {
        let request = http::Request::get(path).header("cookie", cookies);
        let mut request = request.body(Body::empty()).unwrap();
        request.set_connection(&self.connection);
        let response = self.app.respond(&mut request).await;
        let cookie = response.headers().get("set-cookie");
        let cookie = cookie.map(|cookie| {
            let cookie = cookie.to_str().unwrap();
            cookie[..cookie.find(';').unwrap()].to_owned()
        });
        let body = response.into_body().into_bytes(1 << 10).await.unwrap();
        (String::from_utf8(body.to_vec()).unwrap(), cookie)
    }
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct Left(u32);

#[derive(Clone, Default, Serialize, Deserialize)]
struct Right(u32);

#[handler]
async fn count(visits: &Session<u32>) -> Result<String, SessionError> {
    Ok(visits.update(|count| *count += 1).await?.to_string())
}

#[handler]
async fn end(visits: &Session<u32>) -> Result<&'static str, SessionError> {
    visits.destroy().await?;
    Ok("ended")
}

#[handler]
async fn begin(left: &Session<Left>) -> Result<&'static str, SessionError> {
    left.update(|left| left.0 = 7).await?;
    Ok("begun")
}

#[handler]
async fn both(left: &Session<Left>, right: &Session<Right>) -> Result<String, SessionError> {
    Ok(format!(
        "{} {}",
        left.exists().await?,
        right.exists().await?
    ))
}

fn counting() -> Line<impl Application> {
    let sessions = Sessions::<u32>::new(MemoryStore::new());
    Line::to(middleware_stack! { (sessions), => routes { "/" => count, "/end" => end } })
}

#[tokio::test]
async fn visitors_who_take_turns_on_one_connection_keep_their_own_sessions() {
    let line = counting();
    let (_, ann) = line.ask("/", "").await;
    let (_, bob) = line.ask("/", "").await;
    let (ann, bob) = (ann.unwrap(), bob.unwrap());
    assert_eq!(line.ask("/", &ann).await.0, "2");
    assert_eq!(line.ask("/", &ann).await.0, "3");
    assert_eq!(line.ask("/", &bob).await.0, "2");
    assert_eq!(line.ask("/", &ann).await.0, "4");
    assert_eq!(line.ask("/", "").await.0, "1", "nobody's session");
    assert_eq!(line.ask("/", &bob).await.0, "3");
}

#[tokio::test]
async fn an_id_that_differs_in_its_last_character_opens_nothing_on_the_same_connection() {
    let line = counting();
    let cookie = line.ask("/", "").await.1.unwrap();
    assert_eq!(line.ask("/", &cookie).await.0, "2");
    let other = if cookie.ends_with('A') { "B" } else { "A" };
    let guessed = format!("{}{other}", &cookie[..cookie.len() - 1]);
    assert_eq!(line.ask("/", &guessed).await.0, "1");
    assert_eq!(line.ask("/", &cookie).await.0, "3");
}

#[tokio::test]
async fn a_session_that_has_ended_stays_ended_on_its_connection() {
    let line = counting();
    let cookie = line.ask("/", "").await.1.unwrap();
    assert_eq!(line.ask("/", &cookie).await.0, "2");
    assert_eq!(line.ask("/end", &cookie).await.0, "ended");
    assert_eq!(line.ask("/", &cookie).await.0, "1");
}

#[tokio::test]
async fn one_id_in_two_cookies_of_a_connection_is_the_id_of_one_session() {
    let store = MemoryStore::new();
    let left = Sessions::<Left>::new(store.clone()).cookie(SessionCookie::new("LEFT").unwrap());
    let right = Sessions::<Right>::new(store).cookie(SessionCookie::new("RIGHT").unwrap());
    let line = Line::to(middleware_stack! {
        (left),
        (right),
        => routes { "/" => both, "/begin" => begin }
    });
    let cookie = line.ask("/begin", "").await.1.unwrap();
    let (_, id) = cookie.split_once('=').unwrap();
    let cookies = format!("{cookie}; __Host-RIGHT={id}");
    assert_eq!(line.ask("/", &cookies).await.0, "true false");
    assert_eq!(line.ask("/", &cookies).await.0, "true false");
}
