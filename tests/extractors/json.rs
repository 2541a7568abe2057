//! JSON is taken as the type says, and a mistake in it is told by its place.

use onionskin::{Body, FromRequest, IntoResponse, Json, JsonRejection, ResponseExt};
use serde_json::Value;

use super::{JSON, Order, post, refusal};

#[tokio::test]
async fn json_is_taken_under_each_of_its_content_types() {
    for content_type in [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/vnd.api+json",
    ] {
        let mut request = post(content_type, r#" {"item":"tea","count":2} "#);
        let Json(order) = Json::<Order>::from_request(&mut request).await.unwrap();
        assert_eq!(order.item, "tea");
    }
}

#[tokio::test]
async fn json_under_another_content_type_is_a_415() {
    for content_type in [
        "",
        "text/plain",
        "application/jsonp",
        "text/json",
        "+json",
        "é/json",
    ] {
        let (status, document) = refusal::<Json<Value>>(post(content_type, "{}")).await;
        assert_eq!(status, 415, "{content_type}");
        assert_eq!(document["detail"], "the body has to be `application/json`");
    }
    let request = http::Request::post("/").body(Body::from("{}")).unwrap();
    assert_eq!(refusal::<Json<Value>>(request).await.0, 415);
}

#[tokio::test]
async fn what_is_not_json_is_a_400_that_says_where() {
    for text in [
        "",
        "{",
        "{\"item\":\"tea\",}",
        "{\"item\":\"tea\",\"count\":2} trailing",
        "{\"item\":\"tea\",\"count\":2}{}",
        "nul",
    ] {
        let (status, document) = refusal::<Json<Order>>(post(JSON, text.to_owned())).await;
        let detail = document["detail"].as_str().unwrap();
        assert_eq!(status, 400, "{text:.20}: {detail}");
        assert!(
            detail.starts_with("the body is not JSON: line 1, column "),
            "{detail}"
        );
    }
    let (status, _) = refusal::<Json<Value>>(post(JSON, "[".repeat(10_000))).await;
    assert_eq!(status, 400, "nested too deeply");
    let (status, _) = refusal::<Json<String>>(post(JSON, &b"\"\xff\xfe\""[..])).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn json_that_does_not_fit_is_a_422_that_names_the_field_and_no_value() {
    let table = [
        (
            r#"{"item":"tea","count":"hunter2"}"#,
            "count",
            "the field `count` does not fit",
        ),
        (r#"{"item":"tea"}"#, "count", "the field `count` is missing"),
        (
            r#"{"item":"tea","count":-1}"#,
            "count",
            "the field `count` does not fit",
        ),
        (
            r#"{"item":"tea","count":1,"tags":[{"name":"a"},{"name":7}]}"#,
            "tags[1].name",
            "the field `tags[1].name` does not fit",
        ),
        (
            r#"{"item":"tea","count":1,"tags":[{}]}"#,
            "tags[0].name",
            "the field `tags[0].name` is missing",
        ),
        (
            "\"hunter2\"",
            "",
            "the data does not have the expected shape",
        ),
    ];
    for (text, field, detail) in table {
        let (status, document) = refusal::<Json<Order>>(post(JSON, text)).await;
        assert_eq!(status, 422, "{text}");
        assert_eq!(document["field"], field);
        assert_eq!(document["detail"], detail);
        assert!(!document.to_string().contains("hunter2"));
    }
}

#[tokio::test]
async fn a_long_key_of_the_client_is_not_sent_back_whole() {
    type Counts = std::collections::HashMap<String, u32>;
    let text = format!("{{\"{}\":\"x\"}}", "k".repeat(10_000));
    let (status, document) = refusal::<Json<Counts>>(post(JSON, text)).await;
    assert_eq!(status, 422);
    assert_eq!(document["field"].as_str().unwrap().len(), 128);
}

#[tokio::test]
async fn a_rejection_keeps_what_the_parser_said() {
    let mut request = post(JSON, r#"{"item":"tea","count":"x"}"#);
    let rejection = Json::<Order>::from_request(&mut request).await.unwrap_err();
    let source = std::error::Error::source(&rejection).unwrap();
    assert!(source.is::<serde_json::Error>());
    let response = rejection.into_response();
    assert!(response.find_error::<JsonRejection>().is_some());
    assert!(response.find_error::<serde_json::Error>().is_some());
}
