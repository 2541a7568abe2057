//! Real: CORS and sessions of salvo's own, the rest as handlers.

use std::net::IpAddr;

use onionskin_benches::contract::{self, Login, Profile};
use salvo::{
    cors::{AllowCredentials, Cors},
    http::{
        HeaderName, HeaderValue, Method,
        cookie::SameSite,
        header::{CONTENT_TYPE, HOST, ORIGIN},
    },
    prelude::*,
    session::{MemoryStore, SessionDepotExt, SessionHandler},
};
use uuid::Uuid;

use crate::json;

const REQUEST_ID: HeaderName = HeaderName::from_static(contract::REQUEST_ID);

pub(crate) fn router() -> Router {
    let cors = Cors::new()
        .allow_origin([contract::ORIGIN])
        .allow_credentials(AllowCredentials::dynamic(|origin, _, _| {
            origin.is_some_and(|origin| contract::is_our_origin(origin.as_bytes()))
        }))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([CONTENT_TYPE])
        .max_age(600)
        .vary([ORIGIN])
        .into_handler();
    // The cookie is signed, and there is no way to leave that.
    let sessions = SessionHandler::builder(MemoryStore::new(), &[7; 64])
        .cookie_name(contract::SESSION_COOKIE)
        .same_site_policy(SameSite::Lax)
        .session_ttl(None)
        .save_unchanged(false)
        .build()
        .expect("the key is long enough");
    Router::new()
        .hoop(request_id)
        .hoop(find_client)
        .hoop(security_headers)
        .hoop(check_host)
        .hoop(cors)
        .hoop(sessions)
        .push(Router::with_path("me").get(me).options(nothing))
        .push(Router::with_path("login").post(log_in))
}

#[handler]
async fn request_id(
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    rest: &mut FlowCtrl,
) {
    let id = match request.headers().get(REQUEST_ID) {
        Some(id) if contract::is_acceptable_id(id.as_bytes()) => id.clone(),
        _ => {
            let mut text = Uuid::encode_buffer();
            let id = Uuid::new_v4().simple().encode_lower(&mut text);
            HeaderValue::from_str(id).expect("hexadecimal digits are ASCII")
        }
    };
    rest.call_next(request, depot, response).await;
    response.headers_mut().insert(REQUEST_ID, id);
}

/// The client's address as the layer found it.
#[derive(Clone, Copy)]
struct Client(IpAddr);

#[handler]
async fn find_client(
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    rest: &mut FlowCtrl,
) {
    let peer = request
        .remote_addr()
        .clone()
        .into_std()
        .expect("the server tells the peer's address");
    let lines = request.headers().get_all("x-forwarded-for");
    let client = contract::client_address(
        peer.ip(),
        lines.iter().filter_map(|line| line.to_str().ok()),
    );
    depot.insert_typed(Client(client));
    rest.call_next(request, depot, response).await;
}

#[handler]
async fn security_headers(
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    rest: &mut FlowCtrl,
) {
    rest.call_next(request, depot, response).await;
    for (name, value) in &*contract::READY_HEADERS {
        response.headers_mut().insert(name.clone(), value.clone());
    }
}

#[handler]
async fn check_host(
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    rest: &mut FlowCtrl,
) {
    match request.headers().get(HOST) {
        Some(host) if contract::is_our_host(host.as_bytes()) => {
            rest.call_next(request, depot, response).await;
        }
        _ => {
            problem(response, StatusCode::BAD_REQUEST, contract::BAD_HOST);
            rest.skip_rest();
        }
    }
}

#[handler]
async fn me(depot: &mut Depot, response: &mut Response) {
    let client = depot
        .get_typed::<Client>()
        .expect("a layer above injects it")
        .0;
    let session = depot.session().expect("a layer above sets it");
    match session.get::<Login>(contract::SESSION_KEY) {
        Some(login) => json(response, &Profile::new(&login, client)),
        None => problem(response, StatusCode::UNAUTHORIZED, contract::NO_SESSION),
    }
}

/// Lets preflights through the router, so that the layers see them.
#[handler]
async fn nothing() {}

#[handler]
async fn log_in(depot: &mut Depot, response: &mut Response) {
    depot
        .session_mut()
        .expect("a layer above sets it")
        .insert(contract::SESSION_KEY, Login::ada())
        .expect("strings and numbers are JSON");
    response.status_code(StatusCode::NO_CONTENT);
}

fn problem(response: &mut Response, status: StatusCode, text: &'static str) {
    response.status_code(status);
    response.headers_mut().insert(
        CONTENT_TYPE,
        const { HeaderValue::from_static(contract::PROBLEM) },
    );
    response
        .write_body(text)
        .expect("nothing was written before");
}
