//! Real: sessions of poem's own, the rest with `around`.
//!
//! Not poem's own CORS: it refuses other origins with an error, and does not say `Vary` for a single one.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use onionskin_benches::contract::{self, Login, Profile};
use poem::{
    Endpoint, EndpointExt, IntoResponse, Request, Response, Route, get, handler,
    http::{
        HeaderName, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS,
            ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
            ACCESS_CONTROL_REQUEST_METHOD, HOST, ORIGIN, VARY,
        },
    },
    post,
    session::{CookieConfig, MemoryStorage, ServerSession, Session},
    web::{Data, Json, cookie::SameSite},
};
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static(contract::REQUEST_ID);

pub(crate) fn endpoint() -> impl Endpoint<Output = Response> {
    let cookie = CookieConfig::new()
        .name(contract::SESSION_COOKIE)
        .same_site(SameSite::Lax)
        .secure(false);
    let sessions = ServerSession::new(cookie, MemoryStorage::new());
    // The last one added is the outermost.
    Route::new()
        .at("/me", get(me))
        .at("/login", post(log_in))
        .with(sessions)
        .around(cors)
        .around(check_host)
        .around(security_headers)
        .around(find_client)
        .around(request_id)
}

async fn request_id(
    next: Arc<impl Endpoint<Output = Response>>,
    request: Request,
) -> poem::Result<Response> {
    let id = match request.headers().get(REQUEST_ID) {
        Some(id) if contract::is_acceptable_id(id.as_bytes()) => id.clone(),
        _ => {
            let mut text = Uuid::encode_buffer();
            let id = Uuid::new_v4().simple().encode_lower(&mut text);
            HeaderValue::from_str(id).expect("hexadecimal digits are ASCII")
        }
    };
    let mut response = next.get_response(request).await;
    response.headers_mut().insert(REQUEST_ID, id);
    Ok(response)
}

/// The client's address as the layer found it.
#[derive(Clone, Copy)]
struct Client(IpAddr);

async fn find_client(
    next: Arc<impl Endpoint<Output = Response>>,
    mut request: Request,
) -> poem::Result<Response> {
    // A request that is made in the process can be given no address; it counts as local.
    let peer = request
        .remote_addr()
        .as_socket_addr()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.ip());
    let lines = request.headers().get_all("x-forwarded-for");
    let client = contract::client_address(peer, lines.iter().filter_map(|line| line.to_str().ok()));
    request.set_data(Client(client));
    next.call(request).await
}

async fn security_headers(
    next: Arc<impl Endpoint<Output = Response>>,
    request: Request,
) -> poem::Result<Response> {
    let mut response = next.get_response(request).await;
    for (name, value) in &*contract::READY_HEADERS {
        response.headers_mut().insert(name.clone(), value.clone());
    }
    Ok(response)
}

async fn check_host(
    next: Arc<impl Endpoint<Output = Response>>,
    request: Request,
) -> poem::Result<Response> {
    match request.headers().get(HOST) {
        Some(host) if contract::is_our_host(host.as_bytes()) => next.call(request).await,
        _ => Ok(problem(StatusCode::BAD_REQUEST, contract::BAD_HOST)),
    }
}

async fn cors(
    next: Arc<impl Endpoint<Output = Response>>,
    request: Request,
) -> poem::Result<Response> {
    let origin = request.headers().get(ORIGIN);
    let allowed = origin.is_some_and(|origin| contract::is_our_origin(origin.as_bytes()));
    let preflight = request.method() == Method::OPTIONS
        && origin.is_some()
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match preflight {
        true => StatusCode::NO_CONTENT
            .with_header(ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
            .with_header(ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
            .with_header(ACCESS_CONTROL_MAX_AGE, "600")
            .into_response(),
        false => next.get_response(request).await,
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
    Ok(response)
}

#[handler]
async fn me(session: &Session, Data(Client(client)): Data<&Client>) -> Response {
    match session.get::<Login>(contract::SESSION_KEY) {
        Some(login) => Json(Profile::new(&login, *client))
            .with_content_type(contract::JSON)
            .into_response(),
        None => problem(StatusCode::UNAUTHORIZED, contract::NO_SESSION),
    }
}

#[handler]
async fn log_in(session: &Session) -> StatusCode {
    session.set(contract::SESSION_KEY, Login::ada());
    StatusCode::NO_CONTENT
}

fn problem(status: StatusCode, text: &'static str) -> Response {
    Response::builder()
        .status(status)
        .content_type(contract::PROBLEM)
        .body(text)
}
