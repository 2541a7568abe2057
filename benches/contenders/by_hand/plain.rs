//! Plain: one path and a small JSON answer.

use std::net::IpAddr;

use http::{Request, StatusCode};
use onionskin_benches::contract::Message;

use crate::{Reply, Site, empty, is_get, json};

#[derive(Default)]
pub(crate) struct Plain;

impl Site for Plain {
    async fn answer<B: Send + Sync>(&self, _peer: IpAddr, request: &Request<B>) -> Reply {
        match is_get(request, "/") {
            true => json(&Message::HELLO, 1),
            false => empty(StatusCode::NOT_FOUND),
        }
    }
}
