//! Plain: one path and a small JSON answer.

use std::net::IpAddr;

use http::{Request, StatusCode};
use onionskin_benches::contract::Message;

use crate::{Reply, Site, empty, is_get, json};

#[derive(Default)]
pub(crate) struct Plain;

impl Site for Plain {
    async fn answer<B: Send + Sync>(&self, _peer: IpAddr, request: &Request<B>) -> Reply {
        if is_get(request, "/") {
            json(&Message::HELLO, 1)
        } else {
            empty(StatusCode::NOT_FOUND)
        }
    }
}
