//! What a handler returns becomes the response that it says.

use std::{borrow::Cow, collections::HashMap, convert::Infallible};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body::Body as _;
use onionskin::{
    Body, ClearSiteData, Cookie, Form, Html, IntoResponse, Json, Redirect, RequestExt, Response,
    ResponseExt, SameSite, UnfitResponse,
};

async fn text(response: Response) -> String {
    let bytes = response.into_body().into_bytes(1 << 20).await.unwrap();
    String::from_utf8(bytes.into()).unwrap()
}

fn content_type(response: &Response) -> Option<&str> {
    response
        .headers()
        .get("content-type")
        .map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_kind_of_value_has_its_content_type() {
    let plain = Some("text/plain; charset=utf-8");
    let binary = Some("application/octet-stream");
    let table = [
        ("hi".into_response(), plain, "hi"),
        ("hi".to_owned().into_response(), plain, "hi"),
        (Cow::Borrowed("hi").into_response(), plain, "hi"),
        (Bytes::from_static(b"hi").into_response(), binary, "hi"),
        (b"hi".into_response(), binary, "hi"),
        (b"hi".to_vec().into_response(), binary, "hi"),
        ((&b"hi"[..]).into_response(), binary, "hi"),
        (Body::from("hi").into_response(), None, "hi"),
        (
            Html("<p>").into_response(),
            Some("text/html; charset=utf-8"),
            "<p>",
        ),
        (
            Json([1, 2]).into_response(),
            Some("application/json"),
            "[1,2]",
        ),
        (
            Form([("a", "b c"), ("d", "ü")]).into_response(),
            Some("application/x-www-form-urlencoded"),
            "a=b+c&d=%C3%BC",
        ),
        (().into_response(), None, ""),
        (Ok::<_, Infallible>("hi").into_response(), plain, "hi"),
        (Err::<(), _>("no").into_response(), plain, "no"),
    ];
    for (response, kind, body) in table {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(content_type(&response), kind, "{body}");
        assert_eq!(text(response).await, body);
    }
}

#[tokio::test]
async fn a_tuple_adds_status_headers_and_cookies() {
    let mut map = HeaderMap::new();
    map.append("x-many", HeaderValue::from_static("1"));
    map.append("x-many", HeaderValue::from_static("2"));
    let response = (
        StatusCode::CREATED,
        map,
        [("content-type", "text/css")],
        Cookie::new("theme", "dark"),
        "body{}",
    )
        .into_response();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.headers().get_all("x-many").iter().count(), 2);
    assert_eq!(content_type(&response), Some("text/css"));
    assert_eq!(response.headers()["set-cookie"], "theme=dark");
    assert_eq!(text(response).await, "body{}");
}

#[test]
fn cookies_in_a_tuple_stand_beside_each_other() {
    let response = (
        Cookie::new("a", "1"),
        Some(Cookie::new("b", "2")),
        None::<Cookie<'_>>,
        ([("set-cookie", "c=3"), ("set-cookie", "d=4")], ()),
    )
        .into_response();
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["c=3", "d=4", "a=1", "b=2"]);
}

#[test]
fn the_parts_of_another_response_go_before_a_value() {
    let (parts, _) = StatusCode::ACCEPTED.into_response().into_parts();
    let response = (parts, "text").into_response();
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    assert_eq!(content_type(&response), Some("text/plain; charset=utf-8"));
}

#[test]
fn a_status_that_forbids_a_body_drops_it() {
    for code in [100, 101, 204, 205, 304] {
        let status = StatusCode::from_u16(code).unwrap();
        for response in [
            (status, "text").into_response(),
            "text".into_response().with_status(status),
            status.into_response(),
        ] {
            assert_eq!(response.status(), status);
            assert!(response.body().is_end_stream(), "{code}");
            if code != 304 {
                assert_eq!(content_type(&response), None, "{code}");
            }
        }
    }
}

#[test]
fn a_redirect_says_how_to_follow_it() {
    for (redirect, status) in [
        (Redirect::to("/x?y=1"), 303),
        (Redirect::temporary("/x?y=1"), 307),
        (Redirect::permanent("/x?y=1"), 308),
        (Redirect::found("/x?y=1"), 302),
    ] {
        let response = redirect.into_response();
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["location"], "/x?y=1");
    }
}

#[test]
fn a_line_break_in_an_address_or_a_header_never_leaves_the_server() {
    let responses = [
        Redirect::to("/x\r\nset-cookie: a=b").into_response(),
        Redirect::to("/x\ny").into_response(),
        Redirect::to("/x\0").into_response(),
        ([("x-a", "1\r\nx-b: 2")], "text").into_response(),
        ([("x a", "1")], "text").into_response(),
        (StatusCode::CREATED, [("x-a", "\n")], "text").into_response(),
        (Cookie::new("a", "1\r\nx-b: 2"), "text").into_response(),
        (Cookie::new("a\r\nx-b", "1"), "text").into_response(),
        (
            Cookie::build(("a", "1")).path("/\r\nx-b: 2").build(),
            "text",
        )
            .into_response(),
    ];
    for response in responses {
        for (name, value) in response.headers() {
            assert_ne!(name, "x-b");
            assert!(!value.as_bytes().contains(&b'\n'), "{name}: {value:?}");
        }
    }
}

#[test]
fn what_does_not_fit_is_a_500_whatever_status_stands_before_it() {
    let unfit = [
        (StatusCode::OK, Json(HashMap::from([((1, 2), 3)]))).into_response(),
        (StatusCode::OK, Redirect::to("\n")).into_response(),
        (Cookie::new("a", "1"), Redirect::to("\n")).into_response(),
        (StatusCode::CREATED, [("x-a", "\n")], "text").into_response(),
    ];
    for response in unfit {
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.find_error::<UnfitResponse>().is_some());
        assert!(!response.headers().contains_key("set-cookie"));
    }
}

#[test]
fn a_cookie_with_any_value_comes_back_as_it_went() {
    for value in [
        "plain",
        "",
        "two words",
        "a;b,c\"d\\e",
        "100%",
        "%41",
        "grün\r\n",
        "a=b",
    ] {
        let mut response = Response::new(Body::empty());
        response.set_cookie(Cookie::new("v", value)).unwrap();
        let sent = response.headers()["set-cookie"].clone();
        let request = http::Request::get("/")
            .header("cookie", sent)
            .body(Body::empty())
            .unwrap();
        assert_eq!(request.cookie("v").unwrap().value(), value);
    }
}

#[test]
fn a_cookie_that_cannot_be_is_refused() {
    for cookie in [
        Cookie::new("", "nameless"),
        Cookie::new("a b", "1"),
        Cookie::new("a;b", "1"),
        Cookie::new("grün", "1"),
        Cookie::build(("a", "1")).path("/;secure").build(),
        Cookie::build(("a", "1")).domain("x; path=/").build(),
        Cookie::new("a", "x".repeat(4096)),
        Cookie::new("a", "ü".repeat(1000)),
        Cookie::build(("__Host-a", "1")).path("/").build(),
        Cookie::build(("__Host-a", "1")).secure(true).build(),
        Cookie::build(("__Http-a", "1")).secure(true).build(),
        Cookie::build(("__http-a", "1")).http_only(true).build(),
        Cookie::build(("__Host-Http-a", "1"))
            .secure(true)
            .path("/")
            .build(),
        Cookie::build(("__host-a", "1"))
            .secure(true)
            .path("/x")
            .build(),
        Cookie::build(("__Host-a", "1"))
            .secure(true)
            .path("/")
            .domain("x")
            .build(),
        Cookie::build(("__Secure-a", "1")).path("/").build(),
        Cookie::build(("a", "1"))
            .same_site(SameSite::None)
            .secure(false)
            .build(),
        Cookie::build(("a", "1"))
            .partitioned(true)
            .secure(false)
            .build(),
    ] {
        let mut response = Response::new(Body::empty());
        assert!(response.set_cookie(cookie).is_err());
        assert!(response.headers().is_empty());
    }
}

#[test]
fn a_cookie_with_all_its_attributes_is_written_byte_for_byte() {
    let table = [
        (
            Cookie::new("a", "x".repeat(4095)),
            format!("a={}", "x".repeat(4095)),
        ),
        (
            Cookie::build(("__Host-a", "1"))
                .secure(true)
                .path("/")
                .http_only(true)
                .build(),
            "__Host-a=1; HttpOnly; Secure; Path=/".to_owned(),
        ),
        (
            Cookie::build(("a", "1")).same_site(SameSite::None).build(),
            "a=1; SameSite=None; Secure".to_owned(),
        ),
        (Cookie::new("a", "b c"), "a=b%20c".to_owned()),
    ];
    for (cookie, expected) in table {
        let mut response = Response::new(Body::empty());
        response.set_cookie(cookie).unwrap();
        assert_eq!(response.headers()["set-cookie"], expected);
    }
}

#[test]
fn a_header_that_is_set_replaces_its_namesakes() {
    let response = "x"
        .into_response()
        .with_header(header::CONTENT_TYPE, HeaderValue::from_static("text/css"));
    assert_eq!(content_type(&response), Some("text/css"));
    assert_eq!(response.headers().len(), 1);
}

#[test]
fn a_browser_is_told_what_to_forget() {
    let (cache, cookies, storage) = (
        ClearSiteData::CACHE,
        ClearSiteData::COOKIES,
        ClearSiteData::STORAGE,
    );
    for (data, header) in [
        (cache, r#""cache""#),
        (cookies, r#""cookies""#),
        (storage, r#""storage""#),
        (cookies.and(cache), r#""cache", "cookies""#),
        (cache.and(storage), r#""cache", "storage""#),
        (storage.and(cookies), r#""cookies", "storage""#),
        (
            cache.and(cookies).and(storage),
            r#""cache", "cookies", "storage""#,
        ),
        (ClearSiteData::ALL, r#""*""#),
        (ClearSiteData::ALL.and(cache), r#""*""#),
    ] {
        let response = (data, "bye").into_response();
        assert_eq!(response.headers()["clear-site-data"], header);
    }
}
