//! A handler's parameters are what the request holds, or a clear refusal.

mod bodies;
mod fields;
mod json;
mod multipart;
mod paths;

use std::fmt::Debug;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri, Version};
use onionskin::{
    Body, BoxError, Form, FromRequest, IntoResponse, Json, JsonRejection, Path, Query, Request,
    ResponseExt,
};
use serde::Deserialize;
use serde_json::Value;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Debug, Deserialize, PartialEq)]
struct Order {
    item: String,
    count: u32,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Tag {
    name: String,
}

fn post(content_type: &str, body: impl Into<Body>) -> Request {
    http::Request::post("/")
        .header("content-type", content_type)
        .body(body.into())
        .unwrap()
}

fn get(uri: &str) -> Request {
    http::Request::get(uri).body(Body::empty()).unwrap()
}

/// Takes a `T`, which has to be refused; gives the status and the document of the answer.
async fn refusal<T: FromRequest + Debug>(mut request: Request) -> (u16, Value) {
    let rejection = match T::from_request(&mut request).await {
        Ok(value) => panic!("{value:?} was taken"),
        Err(rejection) => rejection,
    };
    let response = rejection.into_response();
    let status = response.status().as_u16();
    assert!(response.error().is_some(), "the cause was lost");
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let bytes = response.into_body().into_bytes(1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

#[tokio::test]
async fn the_parts_of_the_head_are_copied() {
    let mut request = get("/a?b=c");
    request.headers_mut().insert("x-a", "1".parse().unwrap());
    assert_eq!(Method::from_request(&mut request).await.unwrap(), "GET");
    assert_eq!(Uri::from_request(&mut request).await.unwrap(), "/a?b=c");
    assert_eq!(
        HeaderMap::from_request(&mut request).await.unwrap()["x-a"],
        "1"
    );
    let version = Version::from_request(&mut request).await.unwrap();
    assert_eq!(version, Version::HTTP_11);
}

#[tokio::test]
async fn an_optional_extractor_hands_the_refusal_to_the_handler() {
    let bad = || post(JSON, "{");
    let Ok(none) = Option::<Json<Value>>::from_request(&mut bad()).await;
    assert_eq!(none, None);
    let Ok(some) = Option::<Json<Value>>::from_request(&mut post(JSON, "1")).await;
    assert_eq!(some, Some(Json(1.into())));
    let Ok(refused) = Result::<Json<Value>, JsonRejection>::from_request(&mut bad()).await;
    assert!(matches!(
        refused,
        Err(JsonRejection::Syntax { line: 1, .. })
    ));
}

#[test]
fn every_rejection_is_an_error_of_its_own() {
    fn is_an_error<T: FromRequest<Rejection: Into<BoxError>>>() {}
    is_an_error::<Json<Value>>();
    is_an_error::<Form<Value>>();
    is_an_error::<Query<Value>>();
    is_an_error::<Path<Value>>();
    is_an_error::<Bytes>();
    is_an_error::<String>();
    is_an_error::<Body>();
}
