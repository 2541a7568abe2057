//! A request tells what stages ask of it every day, also when the client wrote nonsense.

use std::borrow::Cow;

use http::HeaderValue;
use onionskin::{Body, DEFAULT_BODY_LIMIT, Request, RequestExt};

fn with_cookies(headers: &[&[u8]]) -> Request {
    let mut request = Request::new(Body::empty());
    for header in headers {
        let value = HeaderValue::from_bytes(header).unwrap();
        request.headers_mut().append("cookie", value);
    }
    request
}

fn pairs(request: &Request) -> Vec<(String, String)> {
    let pair =
        |cookie: onionskin::Cookie<'_>| (cookie.name().to_owned(), cookie.value().to_owned());
    request.cookies().map(pair).collect()
}

#[test]
fn cookies_are_read_the_way_browsers_write_them() {
    let table: &[(&str, &[(&str, &str)])] = &[
        ("a=1", &[("a", "1")]),
        ("a=1; b=2", &[("a", "1"), ("b", "2")]),
        ("  a = 1 ;b=2;", &[("a", "1"), ("b", "2")]),
        ("a=1=2==", &[("a", "1=2==")]),
        ("a=", &[("a", "")]),
        ("a=\"1 2\"", &[("a", "1 2")]),
        ("a=\"say \\\"x\\\"\"", &[("a", "say \"x\"")]),
        ("a=\"", &[("a", "\"")]),
        ("a=gr%C3%BCn%3B", &[("a", "grün;")]),
        ("a=100%", &[("a", "100%")]),
        ("a=%FF", &[("a", "%FF")]),
        ("a=gr\u{fc}n", &[("a", "grün")]),
        ("", &[]),
        (";;; ;", &[]),
        ("nonsense; =nameless; b=2", &[("b", "2")]),
    ];
    for (header, expected) in table {
        let expected: Vec<_> = expected
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(
            pairs(&with_cookies(&[header.as_bytes()])),
            expected,
            "{header}"
        );
    }
}

#[test]
fn a_cookie_that_is_not_utf8_costs_only_itself() {
    let request = with_cookies(&[b"a=1; b=\xff\xfe; c=3"]);
    assert_eq!(request.cookie("a").unwrap().value(), "1");
    assert!(request.cookie("b").is_none());
    assert_eq!(request.cookie("c").unwrap().value(), "3");
}

#[test]
fn several_cookie_headers_are_one() {
    let request = with_cookies(&[b"a=1", b"", b"b=2; c=3"]);
    assert_eq!(request.cookies().count(), 3);
    assert_eq!(request.cookie("c").unwrap().value(), "3");
}

#[test]
fn of_duplicates_the_last_counts_and_all_are_seen() {
    let request = with_cookies(&[b"id=1; id=2", b"x=0; id=3"]);
    assert_eq!(request.cookie("id").unwrap().value(), "3");
    let ids: Vec<_> = request
        .cookies()
        .filter(|cookie| cookie.name() == "id")
        .map(|cookie| cookie.value().to_owned())
        .collect();
    assert_eq!(ids, ["1", "2", "3"]);
}

#[test]
fn the_strictest_prefix_of_a_cookie_wins_wherever_it_stands() {
    let table = [
        ("id=bare", Some("bare")),
        ("__Host-id=host; id=bare", Some("host")),
        ("id=bare; __Host-id=host", Some("host")),
        ("__Secure-id=secure; id=bare", Some("secure")),
        ("__Host-id=host; __Secure-id=secure", Some("host")),
        ("__Host-id=1; __Host-id=2; id=3", Some("2")),
        ("__Host-Http-id=both; __Host-id=host", Some("both")),
        ("__Http-id=http; __Secure-id=secure", Some("http")),
        ("__Http-id=http; __Host-id=host", Some("host")),
        ("xid=1; __Host-=2; __Other-id=3; __host-id=4", None),
    ];
    for (header, expected) in table {
        let request = with_cookies(&[header.as_bytes()]);
        let value = request.cookie("id").map(|cookie| cookie.value().to_owned());
        assert_eq!(value.as_deref(), expected, "{header}");
    }
}

#[test]
fn an_exact_name_finds_nothing_under_a_prefix() {
    let request = with_cookies(&[b"__Host-id=host; id=bare"]);
    assert_eq!(request.cookie_exact("id").unwrap().value(), "bare");
    assert_eq!(request.cookie_exact("__Host-id").unwrap().value(), "host");
    assert!(request.cookie_exact("__Secure-id").is_none());
}

#[test]
fn a_plain_cookie_is_borrowed_from_its_header() {
    let request = with_cookies(&[b"a=plain; b=\"quoted\""]);
    for name in ["a", "b"] {
        let cookie = request.cookie(name).unwrap();
        let header = request.headers()["cookie"].as_bytes().as_ptr_range();
        assert!(
            header.contains(&cookie.value().as_ptr()),
            "{name} was copied"
        );
    }
}

#[test]
fn the_cookies_of_a_request_do_not_print() {
    let request = with_cookies(&[b"id=a-secret"]);
    assert_eq!(format!("{:?}", request.cookies()), "Cookies { .. }");
}

#[test]
fn a_header_is_found_by_name_in_any_case_when_it_is_text() {
    let request = http::Request::get("/")
        .header("X-Word", "first")
        .header("x-word", "second")
        .header("x-blob", HeaderValue::from_bytes(b"\xff").unwrap())
        .header("content-type", "text/css")
        .body(Body::empty())
        .unwrap();
    assert_eq!(request.header("x-WORD"), Some("first"));
    assert_eq!(request.header(http::header::CONTENT_TYPE), Some("text/css"));
    assert_eq!(request.content_type(), Some("text/css"));
    assert_eq!(request.header("x-blob"), None);
    assert_eq!(request.header("x-none"), None);
    assert_eq!(request.header("not a name"), None);
}

#[test]
fn a_request_without_a_connection_or_a_route_has_neither_peer_nor_parts() {
    let request = Request::new(Body::empty());
    assert!(request.connection().is_none());
    assert_eq!(request.peer_addr(), None);
    assert_eq!(request.path_param("id"), None::<Cow<'_, str>>);
    assert!(request.path_params().is_empty());
}

#[test]
fn the_body_limit_is_two_mebibytes_until_it_is_set() {
    let mut request = Request::new(Body::empty());
    assert_eq!(request.body_limit(), DEFAULT_BODY_LIMIT);
    assert_eq!(DEFAULT_BODY_LIMIT, 2_097_152);
    request.set_body_limit(10);
    assert_eq!(request.body_limit(), 10);
}
