//! Real: seven concerns as stages of the application's own; what one finds out, the ones below borrow.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr},
    ops::ControlFlow,
    sync::{Arc, PoisonError, RwLock},
};

use onionskin::{
    Application,
    http::header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS,
        ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
        ACCESS_CONTROL_REQUEST_METHOD, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, ORIGIN,
        REFERRER_POLICY, SET_COOKIE, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
    prelude::*,
};
use onionskin_benches::contract::{self, Login, Profile};
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static(contract::REQUEST_ID);
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

pub(crate) fn app() -> impl Application {
    middleware_stack! {
        provide Sessions::default();

        request_id,
        client,
        security_headers,
        trusted_host,
        cors_headers,
        preflight,
        visitor,
        => routes {
            GET  "/me"    => me,
            POST "/login" => log_in,
        }
    }
}

#[derive(Default)]
struct Sessions(RwLock<HashMap<Uuid, Arc<Login>>>);

/// Who asks, behind our proxies.
struct Client(IpAddr);

/// What the visitor's session holds, if there is one.
struct Visitor(Option<Arc<Login>>);

#[middleware(after)]
fn request_id(req: &Request, res: &mut Response) {
    let id = match req.headers().get(REQUEST_ID) {
        // Shares the bytes of the request.
        Some(id) if contract::is_acceptable_id(id.as_bytes()) => id.clone(),
        _ => {
            let mut text = Uuid::encode_buffer();
            let id = Uuid::new_v4().simple().encode_lower(&mut text);
            HeaderValue::from_str(id).expect("hexadecimal digits are ASCII")
        }
    };
    res.headers_mut().insert(REQUEST_ID, id);
}

#[provider]
fn client(req: &Request) -> Client {
    let peer = req
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let lines = req.headers().get_all(FORWARDED);
    Client(contract::client_address(
        peer,
        lines.iter().filter_map(|line| line.to_str().ok()),
    ))
}

#[middleware(after)]
fn security_headers(res: &mut Response) {
    let headers = res.headers_mut();
    headers.insert(
        CONTENT_SECURITY_POLICY,
        const { HeaderValue::from_static("default-src 'self'") },
    );
    headers.insert(
        OPENER_POLICY,
        const { HeaderValue::from_static("same-origin") },
    );
    headers.insert(
        REFERRER_POLICY,
        const { HeaderValue::from_static("no-referrer") },
    );
    headers.insert(
        X_CONTENT_TYPE_OPTIONS,
        const { HeaderValue::from_static("nosniff") },
    );
    headers.insert(X_FRAME_OPTIONS, const { HeaderValue::from_static("DENY") });
}

#[middleware(before)]
fn trusted_host(req: &Request) -> ControlFlow<Response> {
    match req.headers().get(HOST) {
        Some(host) if contract::is_our_host(host.as_bytes()) => ControlFlow::Continue(()),
        _ => ControlFlow::Break(problem(StatusCode::BAD_REQUEST, contract::BAD_HOST)),
    }
}

#[middleware(after)]
fn cors_headers(req: &Request, res: &mut Response) {
    let headers = res.headers_mut();
    headers.append(VARY, const { HeaderValue::from_static("Origin") });
    let origin = req.headers().get(ORIGIN);
    if origin.is_some_and(|origin| contract::is_our_origin(origin.as_bytes())) {
        headers.insert(
            ACCESS_CONTROL_ALLOW_ORIGIN,
            const { HeaderValue::from_static(contract::ORIGIN) },
        );
        headers.insert(
            ACCESS_CONTROL_ALLOW_CREDENTIALS,
            const { HeaderValue::from_static("true") },
        );
    }
}

#[middleware(before)]
fn preflight(req: &Request) -> ControlFlow<impl IntoResponse + use<>> {
    let headers = req.headers();
    if *req.method() == Method::OPTIONS
        && headers.contains_key(ORIGIN)
        && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    {
        return ControlFlow::Break((
            StatusCode::NO_CONTENT,
            [
                (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
                (ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
                (ACCESS_CONTROL_MAX_AGE, "600"),
            ],
        ));
    }
    ControlFlow::Continue(())
}

#[provider]
fn visitor(req: &Request, sessions: &Sessions) -> Visitor {
    let id = req
        .headers()
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .find_map(contract::session_cookie)
        .and_then(|id| Uuid::try_parse(id).ok());
    Visitor(id.and_then(|id| {
        let sessions = sessions.0.read().unwrap_or_else(PoisonError::into_inner);
        sessions.get(&id).cloned()
    }))
}

#[handler]
fn me(visitor: &Visitor, client: &Client) -> Response {
    match &visitor.0 {
        Some(login) => Json(Profile::new(login, client.0)).into_response(),
        None => problem(StatusCode::UNAUTHORIZED, contract::NO_SESSION),
    }
}

#[handler]
fn log_in(sessions: &Sessions) -> impl IntoResponse {
    let id = Uuid::new_v4();
    sessions
        .0
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id, Arc::new(Login::ada()));
    let cookie = format!(
        "{}={}; HttpOnly; SameSite=Lax; Path=/",
        contract::SESSION_COOKIE,
        id.simple()
    );
    (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)])
}

fn problem(status: StatusCode, text: &'static str) -> Response {
    (
        status,
        [(
            CONTENT_TYPE,
            const { HeaderValue::from_static(contract::PROBLEM) },
        )],
        Body::from(text),
    )
        .into_response()
}
