//! Stages that borrow what every stack has stand as a layer of tower, around a service of others.

use std::{convert::Infallible, io};

use onionskin::{
    TestClient,
    prelude::*,
    stages::{Timing, Timings},
    tower::layer,
};
use tower::{Layer, Service, ServiceExt, service_fn};

use crate::log::Log;

/// A service where an application would stand.
struct Theirs<S>(S);

impl<S> Application for Theirs<S>
where
    S: Service<Request, Response = Response, Error: std::fmt::Debug, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static,
{
    async fn respond<'a>(&'a self, request: &'a mut Request) -> Response {
        let mut owned = Request::new(request.body_mut().take());
        owned.method_mut().clone_from(request.method());
        owned.uri_mut().clone_from(request.uri());
        owned.headers_mut().clone_from(request.headers());
        self.0.clone().oneshot(owned).await.unwrap()
    }
}

async fn hello(_: Request) -> Result<http::Response<String>, Infallible> {
    Ok(http::Response::new("hello".to_owned()))
}

async fn broken(_: Request) -> Result<http::Response<String>, io::Error> {
    Err(io::Error::other("the disk is full"))
}

#[tokio::test]
async fn a_log_and_error_pages_stand_around_a_service() {
    let log = Log::here();
    let stages =
        layer(middleware_stack! { RequestIds::new(), AccessLog::new(), ServerError::new() });

    let client = TestClient::new(Theirs(stages.clone().layer(service_fn(hello))));
    let res = client.get("/path").await;
    assert!(res.header("x-request-id").is_some());
    assert_eq!(res.text().await, "hello");
    let lines = log.take_from("onionskin::access");
    assert!(lines.len() == 1 && lines[0].1.contains("200"), "{lines:?}");

    let client = TestClient::new(Theirs(stages.layer(service_fn(broken))));
    let res = client.get("/path").await;
    res.assert_status(500)
        .assert_header("content-type", "application/problem+json");
    assert!(!res.text().await.contains("disk"));
    let lines = log.take_from("onionskin::access");
    assert!(lines.len() == 1 && lines[0].1.contains("500"), "{lines:?}");
}

#[middleware(after)]
fn timed(timings: Option<&Timings>, client: Option<&ClientAddr>, res: &mut Response) {
    let text = format!("{} {}", timings.is_some(), client.is_some());
    let value = HeaderValue::try_from(text).unwrap();
    res.headers_mut().insert("x-found", value);
}

#[tokio::test]
async fn a_single_stage_and_what_may_be_missing_stand_alone_too() {
    let timed = layer(middleware_stack! { Timing::new(), timed });
    let client = TestClient::new(Theirs(timed.layer(service_fn(hello))));
    client.get("/").await.assert_header("x-found", "true false");

    let limited = layer(BodyLimit::new()).layer(layer(Timing::new()).layer(service_fn(hello)));
    let client = TestClient::new(Theirs(limited));
    assert_eq!(client.get("/").await.text().await, "hello");
}
