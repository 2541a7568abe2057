//! The test client behaves as a browser does.

mod cookies;
mod exchanges;
mod redirects;

use std::net::SocketAddr;

use bytes::Bytes;
use http::header;
use http_body_util::BodyExt;
use onionskin::{Application, Body, Request, RequestExt, Response, TestClient};
use serde::{Deserialize, Serialize};

/// Says what came in, and does what the path asks for.
struct Mirror;

#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    method: String,
    path: String,
    host: String,
    cookie: String,
    kind: String,
    authorization: bool,
    peer: Option<SocketAddr>,
    body: String,
}

impl Application for Mirror {
    async fn respond(&self, request: &mut Request) -> Response {
        let path = request.uri().path().to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        let mut response = Response::new(Body::empty());
        let redirect = path.strip_prefix("/redirect/").map(str::parse);
        if let Some(Ok(status)) = redirect {
            *response.status_mut() = status;
            let location = query.parse().unwrap();
            response.headers_mut().insert(header::LOCATION, location);
            return response;
        }
        if path.ends_with("/set") {
            for cookie in query.split('&') {
                let cookie = cookie.replace('+', " ").parse().unwrap();
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            return response;
        }
        let text = |name| {
            let value = request.headers().get(name);
            value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
        };
        let mut seen = Seen {
            method: request.method().to_string(),
            path,
            host: text(header::HOST),
            cookie: text(header::COOKIE),
            kind: text(header::CONTENT_TYPE),
            authorization: request.headers().contains_key(header::AUTHORIZATION),
            peer: request.peer_addr(),
            body: String::new(),
        };
        let body = request.body_mut().collect().await.unwrap().to_bytes();
        seen.body = String::from_utf8(body.into()).unwrap();
        *response.body_mut() = Body::from(Bytes::from(serde_json::to_vec(&seen).unwrap()));
        response
    }
}

async fn both() -> [TestClient; 2] {
    [
        TestClient::new(Mirror),
        TestClient::over_socket(Mirror).await,
    ]
}
