//! `from_fn`: every layer an async function, added with `Router::layer` as most applications do.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, RwLock},
};

use axum::{
    Extension, Router,
    extract::{ConnectInfo, Request, State},
    http::{
        HeaderName, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS,
            ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
            ACCESS_CONTROL_REQUEST_METHOD, COOKIE, HOST, ORIGIN, SET_COOKIE, VARY,
        },
    },
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use onionskin_benches::{
    Workload,
    contract::{self, Login},
};
use uuid::Uuid;

use crate::{
    bodies,
    handlers::{Client, plain, problem, profile, routes},
};

const REQUEST_ID: HeaderName = HeaderName::from_static(contract::REQUEST_ID);

pub(crate) fn router(workload: Workload) -> Router {
    match workload {
        Workload::Plain => plain(),
        Workload::Layers(count) => {
            (0..count).fold(plain(), |router, _| router.layer(from_fn(pass)))
        }
        Workload::Real => real(),
        Workload::Routes(count) => routes(count),
        Workload::Bodies => bodies::router(),
        Workload::Http2 => unreachable!("a program of its own speaks it"),
    }
}

async fn pass(request: Request, next: Next) -> Response {
    next.run(request).await
}

type Sessions = Arc<RwLock<HashMap<Uuid, Arc<Login>>>>;

fn real() -> Router {
    let sessions = Sessions::default();
    // The last one added is the outermost.
    Router::new()
        .route("/me", get(me))
        .route("/login", post(log_in))
        .with_state(Arc::clone(&sessions))
        .layer(from_fn_with_state(sessions, load_session))
        .layer(from_fn(cors))
        .layer(from_fn(check_host))
        .layer(from_fn(security_headers))
        .layer(from_fn(find_client))
        .layer(from_fn(request_id))
}

async fn request_id(request: Request, next: Next) -> Response {
    let id = match request.headers().get(&REQUEST_ID) {
        Some(id) if contract::is_acceptable_id(id.as_bytes()) => id.clone(),
        _ => {
            let mut text = Uuid::encode_buffer();
            let id = Uuid::new_v4().simple().encode_lower(&mut text);
            HeaderValue::from_str(id).expect("hexadecimal digits are ASCII")
        }
    };
    let mut response = next.run(request).await;
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

async fn find_client(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let lines = request.headers().get_all("x-forwarded-for");
    let client = contract::client_address(
        peer.ip(),
        lines.iter().filter_map(|line| line.to_str().ok()),
    );
    request.extensions_mut().insert(Client(client));
    next.run(request).await
}

async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in &*contract::READY_HEADERS {
        response.headers_mut().insert(name.clone(), value.clone());
    }
    response
}

async fn check_host(request: Request, next: Next) -> Response {
    match request.headers().get(HOST) {
        Some(host) if contract::is_our_host(host.as_bytes()) => next.run(request).await,
        _ => problem(StatusCode::BAD_REQUEST, contract::BAD_HOST),
    }
}

async fn cors(request: Request, next: Next) -> Response {
    let origin = request.headers().get(ORIGIN);
    let allowed = origin.is_some_and(|origin| contract::is_our_origin(origin.as_bytes()));
    let preflight = request.method() == Method::OPTIONS
        && origin.is_some()
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match preflight {
        true => (
            StatusCode::NO_CONTENT,
            [
                (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
                (ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
                (ACCESS_CONTROL_MAX_AGE, "600"),
            ],
        )
            .into_response(),
        false => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.append(VARY, const { HeaderValue::from_static("Origin") });
    if allowed {
        headers.insert(
            ACCESS_CONTROL_ALLOW_ORIGIN,
            const { HeaderValue::from_static(contract::ORIGIN) },
        );
        headers.insert(
            ACCESS_CONTROL_ALLOW_CREDENTIALS,
            const { HeaderValue::from_static("true") },
        );
    }
    response
}

/// What a request's session holds, if there is one.
#[derive(Clone)]
struct Session(Option<Arc<Login>>);

async fn load_session(
    State(sessions): State<Sessions>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = request
        .headers()
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .find_map(contract::session_cookie)
        .and_then(|id| Uuid::try_parse(id).ok());
    let login = id.and_then(|id| {
        let sessions = sessions.read().expect("nobody panics under the lock");
        sessions.get(&id).cloned()
    });
    request.extensions_mut().insert(Session(login));
    next.run(request).await
}

async fn me(
    Extension(Session(login)): Extension<Session>,
    Extension(Client(client)): Extension<Client>,
) -> Response {
    profile(login.as_deref(), client)
}

async fn log_in(State(sessions): State<Sessions>) -> impl IntoResponse {
    let id = Uuid::new_v4();
    sessions
        .write()
        .expect("nobody panics under the lock")
        .insert(id, Arc::new(Login::ada()));
    let cookie = format!(
        "{}={}; HttpOnly; SameSite=Lax; Path=/",
        contract::SESSION_COOKIE,
        id.simple()
    );
    (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)])
}
