//! Handlers, and the answers both ways of layering share.

use std::net::IpAddr;

use axum::{
    Json, Router,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use onionskin_benches::contract::{self, Login, Message, Profile};

/// The client's address as the layer found it.
#[derive(Clone, Copy)]
pub(crate) struct Client(pub(crate) IpAddr);

pub(crate) fn plain() -> Router {
    Router::new().route("/", get(async || Json(Message::HELLO)))
}

pub(crate) fn routes(count: u8) -> Router {
    contract::patterns(count)
        .into_iter()
        .fold(Router::new(), |router, pattern| {
            router.route(pattern, get(async move || pattern))
        })
}

pub(crate) fn profile(login: Option<&Login>, client: IpAddr) -> Response {
    match login {
        Some(login) => Json(Profile::new(login, client)).into_response(),
        None => problem(StatusCode::UNAUTHORIZED, contract::NO_SESSION),
    }
}

pub(crate) fn problem(status: StatusCode, text: &'static str) -> Response {
    (status, [(CONTENT_TYPE, contract::PROBLEM)], text).into_response()
}
