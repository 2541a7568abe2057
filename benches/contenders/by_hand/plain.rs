//! Plain: one path and a small JSON answer.

use std::net::IpAddr;

use http::Request;
use onionskin_benches::contract::Message;

use crate::{Reply, Site, is_get, json, not_found};

#[derive(Default)]
pub(crate) struct Plain;

impl Site for Plain {
    async fn answer<B: Send + Sync>(&self, _peer: IpAddr, request: &Request<B>) -> Reply {
        match is_get(request, "/") {
            true => json(&Message::HELLO),
            false => not_found(),
        }
    }
}
