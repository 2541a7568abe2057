//! `HeaderMap`, `Method`, `Uri` and `Version`: the head of a request.

use std::convert::Infallible;

use http::{HeaderMap, Method, Uri, Version};

use super::FromRequest;
use crate::Request;

impl FromRequest for HeaderMap {
    type Rejection = Infallible;

    async fn from_request(req: &mut Request) -> Result<Self, Infallible> {
        Ok(req.headers().clone())
    }
}

impl FromRequest for Method {
    type Rejection = Infallible;

    async fn from_request(req: &mut Request) -> Result<Self, Infallible> {
        Ok(req.method().clone())
    }
}

impl FromRequest for Uri {
    type Rejection = Infallible;

    async fn from_request(req: &mut Request) -> Result<Self, Infallible> {
        Ok(req.uri().clone())
    }
}

impl FromRequest for Version {
    type Rejection = Infallible;

    async fn from_request(req: &mut Request) -> Result<Self, Infallible> {
        Ok(req.version())
    }
}
