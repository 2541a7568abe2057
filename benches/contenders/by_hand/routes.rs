//! Routes: matchit, and the pattern it finds.

use std::net::IpAddr;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header::CONTENT_TYPE};
use http_body_util::Full;
use matchit::Router;
use onionskin_benches::contract;

use crate::{Reply, Site, not_found};

pub(crate) struct Routes(Router<&'static str>);

impl Routes {
    pub(crate) fn new() -> Self {
        let mut router = Router::new();
        for pattern in contract::patterns() {
            router
                .insert(pattern, pattern)
                .expect("the patterns differ");
        }
        Self(router)
    }
}

impl Site for Routes {
    async fn answer<B: Send + Sync>(&self, _peer: IpAddr, request: &Request<B>) -> Reply {
        match self.0.at(request.uri().path()) {
            Ok(found) if request.method() == Method::GET => {
                let mut reply =
                    Response::new(Full::new(Bytes::from_static(found.value.as_bytes())));
                reply.headers_mut().insert(
                    CONTENT_TYPE,
                    HeaderValue::from_static("text/plain; charset=utf-8"),
                );
                reply
            }
            _ => not_found(),
        }
    }
}
