//! Routes: matchit, and the pattern it finds.

use std::net::IpAddr;

use http::{HeaderValue, Method, Request, StatusCode};
use matchit::Router;
use onionskin_benches::contract;

use crate::{Reply, Site, empty, reply};

pub(crate) struct Routes(Router<&'static str>);

impl Routes {
    pub(crate) fn new(count: u8) -> Self {
        let mut router = Router::new();
        for pattern in contract::patterns(count) {
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
                let media_type = const { HeaderValue::from_static("text/plain; charset=utf-8") };
                reply(StatusCode::OK, media_type, found.value.as_bytes().into(), 1)
            }
            _ => empty(StatusCode::NOT_FOUND),
        }
    }
}
