//! A handler's parameters are what the request holds, or a clear refusal.

use std::{fmt::Debug, io};

use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, Method, Uri, Version};
use http_body_util::BodyExt;
use onionskin::{
    Body, BoxError, Form, FromRequest, IntoResponse, Json, JsonRejection, Path, Query, Request,
    RequestExt, ResponseExt,
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

#[tokio::test]
async fn a_form_comes_from_the_body_of_a_post_and_the_query_of_a_get() {
    let text = "item=gr%C3%BCner+Tee&count=2";
    let requests = [
        post(FORM, text),
        post("application/x-www-form-urlencoded;charset=UTF-8", text),
        get(&format!("/?{text}")),
    ];
    for mut request in requests {
        let Form(order) = Form::<Order>::from_request(&mut request).await.unwrap();
        assert_eq!((&*order.item, order.count), ("grüner Tee", 2));
    }
}

#[tokio::test]
async fn a_form_that_does_not_fit_gets_the_status_of_its_mistake() {
    let many = "a=1&".repeat(1001);
    let table = [
        ("text/plain", "item=tea&count=2", 415),
        (FORM, "item=%FF&count=2", 400),
        (FORM, "item=%C3&count=%BC", 400),
        (FORM, &many, 400),
        (FORM, "item=tea&count=many", 422),
        (FORM, "item=tea", 422),
        (FORM, "item=tea&item=coffee&count=2", 422),
        (FORM, "", 422),
    ];
    for (content_type, text, expected) in table {
        let (status, document) = refusal::<Form<Order>>(post(content_type, text.to_owned())).await;
        assert_eq!(status, expected, "{text:.40}: {document}");
    }
    assert_eq!(
        refusal::<Form<Order>>(post(FORM, &b"item=\xff"[..]))
            .await
            .0,
        400
    );
    let (_, document) = refusal::<Form<Order>>(post(FORM, "item=tea&count=many")).await;
    assert_eq!(document["field"], "count");
}

#[tokio::test]
async fn a_thousand_fields_are_not_too_many() {
    let text = vec!["a=1"; 1000].join("&");
    let mut request = post(FORM, text);
    let Form(fields) = Form::<Vec<(String, u8)>>::from_request(&mut request)
        .await
        .unwrap();
    assert_eq!(fields.len(), 1000);
}

#[tokio::test]
async fn a_query_is_taken_or_refused_with_a_400() {
    #[derive(Debug, Deserialize)]
    struct Page {
        page: u32,
        word: Option<String>,
    }
    let mut request = get("/?page=3&word=a%20b&unknown=x");
    let Query(page) = Query::<Page>::from_request(&mut request).await.unwrap();
    assert_eq!((page.page, page.word.as_deref()), (3, Some("a b")));

    for (uri, field) in [
        ("/", Some("page")),
        ("/?", Some("page")),
        ("/?page=x", Some("page")),
        ("/?page=", Some("page")),
        ("/?page=99999999999", Some("page")),
        ("/?page=1&word=%FF", None),
        ("/?page=1&word=%E2%82", None),
    ] {
        let (status, document) = refusal::<Query<Page>>(get(uri)).await;
        assert_eq!(status, 400, "{uri}");
        assert_eq!(
            document.get("field").and_then(Value::as_str),
            field,
            "{uri}"
        );
    }
}

#[tokio::test]
async fn a_body_is_taken_as_bytes_as_text_and_as_a_stream() {
    let bytes = Bytes::from_request(&mut post("", "grün")).await.unwrap();
    assert_eq!(bytes, "grün");
    let text = String::from_request(&mut post("", "grün")).await.unwrap();
    assert_eq!(text, "grün");
    let body = Body::from_request(&mut post("", "grün")).await.unwrap();
    assert_eq!(body.collect().await.unwrap().to_bytes(), "grün");
}

#[tokio::test]
async fn text_that_is_not_utf8_is_a_400() {
    for bytes in [&b"\xff"[..], b"abc\xc3", b"\xed\xa0\x80"] {
        let (status, document) = refusal::<String>(post("text/plain", bytes)).await;
        assert_eq!(
            (status, &document["detail"]),
            (400, &"the body is not UTF-8".into())
        );
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_a_413_for_every_extractor() {
    let request = |content_type| {
        let mut request = post(content_type, format!("\"{}\"", "x".repeat(100)));
        request.set_body_limit(100);
        request
    };
    for (status, document) in [
        refusal::<Json<String>>(request(JSON)).await,
        refusal::<Form<Vec<(String, String)>>>(request(FORM)).await,
        refusal::<Bytes>(request(JSON)).await,
        refusal::<String>(request(JSON)).await,
    ] {
        assert_eq!(status, 413);
        assert_eq!(document["detail"], "the body is larger than 100 bytes");
    }
    let mut fits = request(JSON);
    fits.set_body_limit(102);
    assert!(Json::<String>::from_request(&mut fits).await.is_ok());
}

#[tokio::test]
async fn an_announced_length_over_the_limit_is_refused_unread() {
    let never = stream::poll_fn(|_| -> std::task::Poll<Option<io::Result<Bytes>>> {
        panic!("the body was read")
    });
    for length in ["2097153", "99999999999999999999", "18446744073709551615"] {
        let mut request = post(JSON, Body::empty());
        request
            .headers_mut()
            .insert("content-length", length.parse().unwrap());
        if length.parse::<u64>().is_err() {
            // Not a length: the server never lets it through, and here it counts as none.
            assert!(Bytes::from_request(&mut request).await.is_ok());
            continue;
        }
        assert_eq!(refusal::<Bytes>(request).await.0, 413);
    }
    let mut request = post(JSON, Body::from_stream(never));
    request
        .headers_mut()
        .insert("content-length", "2097153".parse().unwrap());
    assert_eq!(refusal::<Bytes>(request).await.0, 413);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_400() {
    let broken = stream::iter([Ok("{"), Err(io::Error::other("secret cable"))]);
    let (status, document) = refusal::<Json<Value>>(post(JSON, Body::from_stream(broken))).await;
    assert_eq!(status, 400);
    assert!(!document.to_string().contains("secret"));
}

#[tokio::test]
async fn a_body_is_taken_once_and_a_second_taker_is_the_programs_mistake() {
    for text in ["{}", ""] {
        let taken = || async {
            let mut request = post(JSON, text);
            assert!(Bytes::from_request(&mut request).await.is_ok());
            request
        };
        for (status, document) in [
            refusal::<Bytes>(taken().await).await,
            refusal::<String>(taken().await).await,
            refusal::<Json<Value>>(taken().await).await,
            refusal::<Body>(taken().await).await,
        ] {
            assert_eq!(status, 500);
            assert_eq!(document.get("detail"), None);
        }
    }
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
fn a_route_is_checked_against_what_its_handler_takes() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape is looked at")]
    struct Item {
        shop: String,
        number: u32,
        page: Option<u32>,
    }
    type Pair = Path<(String, u32)>;
    let fits: [(&str, Result<(), String>); 7] = [
        ("one", Path::<u32>::check_route(&["id"])),
        ("text", Path::<String>::check_route(&["id"])),
        ("tuple", Pair::check_route(&["a", "b"])),
        (
            "struct",
            Path::<Item>::check_route(&["number", "shop", "more"]),
        ),
        ("list", Path::<Vec<String>>::check_route(&["a", "b", "c"])),
        ("unknown", Path::<Value>::check_route(&[])),
        ("other extractor", Bytes::check_route(&[])),
    ];
    for (name, fit) in fits {
        assert_eq!(fit, Ok(()), "{name}");
    }

    let misfits = [
        (
            Path::<u32>::check_route(&[]),
            "`Path` asks for exactly one parameter, but the route has no parameters",
        ),
        (
            Path::<u32>::check_route(&["a", "b"]),
            "`Path` asks for exactly one parameter, but the route has `a`, `b`",
        ),
        (
            Pair::check_route(&["a"]),
            "`Path` asks for 2 parameters, but the route has `a`",
        ),
        (
            Path::<Item>::check_route(&["shop", "id"]),
            "`Path` asks for `number`, but the route has `shop`, `id`",
        ),
        (
            Result::<Pair, onionskin::PathRejection>::check_route(&["a"]),
            "`Path` asks for 2 parameters, but the route has `a`",
        ),
    ];
    for (misfit, words) in misfits {
        assert_eq!(misfit, Err(words.to_owned()));
    }
}

#[tokio::test]
async fn a_path_without_a_route_is_the_programs_mistake() {
    let (status, document) = refusal::<Path<u32>>(get("/7")).await;
    assert_eq!(status, 500);
    assert_eq!(document.get("detail"), None);
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
