//! The same, by the stages that come with onionskin and a session in memory.

use std::{
    net::SocketAddr,
    pin::pin,
    task::{Context, Poll, Waker},
};

use onionskin::{
    Application, Connection, Peer, RequestIds, SessionCookie, TrustedHost,
    middleware_stack as stack, prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::{BOXED, cost_of, end};

#[derive(Clone, Deserialize, Serialize)]
struct Login {
    user: String,
    role: String,
}

type Visitor = Session<Option<Login>>;

#[handler]
async fn log_in(visitor: &Visitor) -> Result<StatusCode, SessionError> {
    let login = Login {
        user: "ada".to_owned(),
        role: "admin".to_owned(),
    };
    visitor
        .update(|data| *data = Some(login.clone()))
        .await
        .map(|_| StatusCode::NO_CONTENT)
}

#[handler]
async fn me(visitor: &Visitor, client: &ClientAddr) -> Result<Response, SessionError> {
    let me = |login: &Option<Login>| match login {
        Some(Login { user, role }) => Json((user, role, client.ip())).into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    };
    visitor.with(me).await
}

pub(crate) fn app() -> impl Application {
    let cookie = SessionCookie::builder("sid").insecure().build();
    let sessions = Sessions::<Option<Login>>::new(MemoryStore::new())
        .cookie(cookie.expect("the name is a token"));
    stack! {
        RequestIds::new().trust(["127.0.0.1"]),
        ProxyHeaders::new().trust(["127.0.0.0/8", "10.0.0.0/8"]),
        SecurityHeaders::new(),
        TrustedHost::new().allow(["example.org", "api.example.org"]),
        Cors::new().allow_origin("https://app.example.org").allow_credentials(),
        (sessions),
        => routes {
            GET  "/me"    => me,
            POST "/login" => log_in,
        }
    }
}

/// A request whose values are shared already, as those that came over a connection are.
pub(crate) fn request(method: Method, path: &'static str, cookie: &str) -> Request {
    let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
    let connection = Connection::new(Peer::Tcp(peer), None, false);
    let mut request = super::real::request();
    *request.method_mut() = method;
    *request.uri_mut() = Uri::from_static(path);
    let cookie = HeaderValue::from_str(cookie).expect("a cookie is a header");
    drop(cookie.clone());
    request.headers_mut().insert("cookie", cookie);
    request.set_connection(&std::sync::Arc::new(connection));
    request
}

/// Bytes of the future of a real stack of built-in stages.
const BUILT_IN_FUTURE: usize = 2560;

/// What a visitor sends back who has logged in.
fn logged_in(app: &impl Application) -> String {
    let mut login = request(Method::POST, "/login", "theme=dark");
    let mut response = None;
    let mut future = pin!(app.respond(&mut login));
    while response.is_none() {
        if let Poll::Ready(answered) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            response = Some(answered);
        }
    }
    let response = response.expect("it has answered");
    let cookie = response.headers()["set-cookie"].to_str();
    let cookie = cookie.expect("a cookie is a text").split(';').next();
    format!("theme=dark; {}; lang=en", cookie.unwrap_or_default())
}

#[test]
fn a_real_stack_of_built_in_stages_allocates_one_more_than_one_by_hand_at_most() {
    let app = app();
    let cookie = logged_in(&app);
    let real = cost_of(&app, request(Method::GET, "/me", &cookie));
    // The text of the answer, and the two parts of its header map; by hand it is the same, and a name.
    assert!(real.allocations <= 3 + BOXED, "{real:?}");
    assert!(real.future <= BUILT_IN_FUTURE, "{real:?}");
}

#[test]
fn a_session_that_nobody_asks_allocates_nothing() {
    let cookie = logged_in(&app());
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let idle = cost_of(
        &stack! { (sessions), => end },
        request(Method::GET, "/", &cookie),
    );
    assert_eq!(idle.allocations, BOXED, "{idle:?}");
}

/// A sealed session has a place of its own, and is opened there when something is asked.
#[cfg(feature = "cookies")]
#[test]
fn a_sealed_session_that_nobody_asks_allocates_its_place_only() {
    use onionskin::session::{ClientSide, SessionKeys};

    let keys = SessionKeys::new(b"thirty-two bytes from a generator").expect("they are enough");
    let sessions = Sessions::<u64>::client_side(ClientSide::new(keys));
    let cookie = format!("__Host-SESSION_ID=v1.{}", "sealed".repeat(50));
    let idle = cost_of(
        &stack! { (sessions), => end },
        request(Method::GET, "/", &cookie),
    );
    assert!(idle.allocations <= 3 + BOXED, "{idle:?}");
}
