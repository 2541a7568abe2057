//! The test client behaves as a browser does.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{StatusCode, header};
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

#[tokio::test]
async fn json_and_forms_say_what_they_are() {
    for client in both().await {
        let seen: Seen = client.post("/").json(&[1, 2]).await.json().await;
        assert_eq!((&*seen.body, &*seen.kind), ("[1,2]", "application/json"));
        let seen: Seen = client.put("/").form(&[("a", "b c")]).await.json().await;
        assert_eq!(seen.body, "a=b+c");
        assert_eq!(seen.kind, "application/x-www-form-urlencoded");
    }
}

#[tokio::test]
async fn cookies_are_kept_for_each_client() {
    for client in both().await {
        client.get("/set?a=1&b=2;+Secure;+HttpOnly").await;
        let seen: Seen = client.get("/").await.json().await;
        assert_eq!(seen.cookie, "a=1; b=2");
        let seen: Seen = client.get("/").cookie("a", "mine").await.json().await;
        assert_eq!(seen.cookie, "b=2; a=mine");
        let seen: Seen = client.another().get("/").await.json().await;
        assert_eq!(seen.cookie, "");
        client.get("/set?a=;+Max-Age=0").await;
        client
            .get("/set?b=;+Expires=Thu,+01+Jan+1970+00:00:00+GMT")
            .await;
        assert_eq!(client.cookie("a"), None);
        assert_eq!(client.cookie("b"), None);
    }
}

#[tokio::test]
async fn cookies_follow_the_rules_for_domains_paths_and_schemes() {
    // set at, the header, asked at, sent
    let table = [
        ("https://a.example/set", "n=1", "https://a.example/", true),
        (
            "https://a.example/set",
            "n=1",
            "https://b.a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Domain=a.example",
            "https://b.a.example/",
            true,
        ),
        (
            "https://a.example/set",
            "n=1;+Domain=b.example",
            "https://b.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Domain=b.example",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Path=/x",
            "https://a.example/x/y",
            true,
        ),
        (
            "https://a.example/set",
            "n=1;+Path=/x",
            "https://a.example/xy",
            false,
        ),
        (
            "https://a.example/deep/set",
            "n=1",
            "https://a.example/deep/er",
            true,
        ),
        (
            "https://a.example/deep/set",
            "n=1",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "n=1;+Secure",
            "http://a.example/",
            false,
        ),
        (
            "http://a.example/set",
            "n=1;+Secure",
            "https://a.example/",
            false,
        ),
        (
            "http://localhost/set",
            "n=1;+Secure",
            "http://localhost/",
            true,
        ),
        (
            "https://a.example/set",
            "__Host-n=1;+Secure;+Path=/",
            "https://a.example/",
            true,
        ),
        (
            "https://a.example/set",
            "__Host-n=1;+Secure;+Path=/x",
            "https://a.example/x",
            false,
        ),
        (
            "https://a.example/set",
            "__Secure-n=1",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "__secure-n=1",
            "https://a.example/",
            false,
        ),
        (
            "https://a.example/set",
            "__Http-n=1;+Secure;+HttpOnly;+Path=/x",
            "https://a.example/x",
            true,
        ),
        (
            "https://a.example/set",
            "__Host-Http-n=1;+Secure;+Path=/",
            "https://a.example/",
            false,
        ),
    ];
    for (set_at, cookie, asked_at, sent) in table {
        let client = TestClient::new(Mirror);
        client.get(&format!("{set_at}?{cookie}")).await;
        let seen: Seen = client.get(asked_at).await.json().await;
        assert_eq!(
            !seen.cookie.is_empty(),
            sent,
            "{cookie} of {set_at} at {asked_at}"
        );
    }
}

#[tokio::test]
async fn redirects_change_the_method_as_browsers_do() {
    let table = [
        ("301", "POST", "GET", ""),
        ("302", "POST", "GET", ""),
        ("303", "PUT", "GET", ""),
        ("307", "POST", "POST", "body"),
        ("308", "PUT", "PUT", "body"),
    ];
    for client in both().await {
        for (status, from, to, body) in table {
            let path = format!("/redirect/{status}?/there");
            let request = client.request(from.parse().unwrap(), &path);
            let request = request.body(Bytes::from_static(b"body"));
            let seen: Seen = request.await.json().await;
            assert_eq!(
                (&*seen.method, &*seen.path, &*seen.body),
                (to, "/there", body),
                "{status}"
            );
        }
    }
}

#[tokio::test]
async fn redirects_resolve_and_can_be_left_alone() {
    let client = TestClient::new(Mirror);
    for (location, path) in [
        ("b", "/redirect/b"),
        ("../b", "/b"),
        ("./b/../c/", "/redirect/c/"),
    ] {
        let seen: Seen = client
            .get(&format!("/redirect/302?{location}"))
            .await
            .json()
            .await;
        assert_eq!(seen.path, path);
    }
    let request = client
        .get("/redirect/302?https://other.example/")
        .header("authorization", "x");
    let seen: Seen = request.await.json().await;
    assert_eq!((&*seen.host, seen.authorization), ("other.example", false));
    let kept = client.get("/redirect/302?/b").follow_redirects(false).await;
    kept.assert_status(StatusCode::FOUND)
        .assert_header("location", "/b");
}

#[tokio::test]
async fn what_comes_in_the_clear_does_not_replace_a_secure_cookie() {
    let client = TestClient::new(Mirror);
    client
        .get("https://a.example/set?n=real;+Secure;+Path=/")
        .await;
    for planted in [
        "http://a.example/set?n=planted;+Path=/",
        "http://b.a.example/set?n=planted;+Domain=a.example",
        "http://a.example/set?n=;+Path=/;+Max-Age=0",
    ] {
        client.get(planted).await;
        let seen: Seen = client.get("https://a.example/").await.json().await;
        assert_eq!(seen.cookie, "n=real", "{planted}");
    }
    client.get("https://a.example/set?n=mine;+Path=/").await;
    let seen: Seen = client.get("https://a.example/").await.json().await;
    assert_eq!(seen.cookie, "n=mine");
}

#[tokio::test]
async fn redirects_in_a_circle_are_an_error() {
    struct Circle;
    impl Application for Circle {
        async fn respond(&self, _: &mut Request) -> Response {
            http::Response::builder()
                .status(302)
                .header("location", "/again")
                .body(Body::empty())
                .unwrap()
        }
    }
    let error = TestClient::new(Circle)
        .get("/")
        .try_send()
        .await
        .unwrap_err();
    let error = error.to_string();
    assert_eq!(
        error,
        "there are more than 10 redirects; the last led to https://localhost/again"
    );
}

#[tokio::test]
async fn peer_host_and_default_headers_are_settable() {
    let client = TestClient::new(Mirror)
        .base_url("https://shop.example")
        .default_header("authorization", "Bearer x");
    let seen: Seen = client.get("/").await.json().await;
    assert_eq!((&*seen.host, seen.authorization), ("shop.example", true));
    assert_eq!(seen.peer, Some("127.0.0.1:50000".parse().unwrap()));
    let peer = "192.0.2.7:1".parse().unwrap();
    let seen: Seen = client.get("/").peer(peer).await.json().await;
    assert_eq!(seen.peer, Some(peer));
}

#[tokio::test]
async fn a_response_to_head_has_no_body() {
    for client in both().await {
        assert_eq!(client.head("/").await.bytes().await, Bytes::new());
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_written_is_an_error() {
    let client = TestClient::new(Mirror);
    let error = client
        .get("/")
        .header("two words", "x")
        .try_send()
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("not the name of a header"),
        "{error}"
    );
    let error = client
        .get("/")
        .header("x", "a\nb")
        .try_send()
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("not the value of a header"),
        "{error}"
    );
}

#[tokio::test]
async fn a_wrong_status_shows_the_whole_response() {
    for client in both().await {
        let response = client.get("/shown").await;
        let assertion = std::panic::AssertUnwindSafe(|| {
            response.assert_status(404);
        });
        let panic = std::panic::catch_unwind(assertion).unwrap_err();
        let message = panic.downcast::<String>().unwrap();
        assert!(message.contains("expected status 404"), "{message}");
        assert!(message.contains("200 OK"), "{message}");
    }
}

#[tokio::test]
async fn a_body_is_read_once_and_asked_any_number_of_times() {
    for client in both().await {
        let response = client.get("/twice").await;
        let (text, bytes) = (response.text().await, response.bytes().await);
        let seen: Seen = response.json().await;
        assert_eq!(text.as_bytes(), bytes);
        assert_eq!(seen.path, "/twice");
        let body = response.into_inner().into_body();
        assert_eq!(body.into_bytes(1024).await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_body_that_broke_off_is_an_error_each_time_it_is_asked() {
    struct Broken;
    impl Application for Broken {
        async fn respond(&self, _: &mut Request) -> Response {
            let chunks = [Ok("half"), Err(std::io::Error::other("unplugged"))];
            Response::new(Body::from_stream(futures_util::stream::iter(chunks)))
        }
    }
    let mut response = TestClient::new(Broken).get("/").await;
    assert_eq!(response.chunk().await.unwrap(), "half");
    for _ in 0..2 {
        let error = response.try_bytes().await.unwrap_err().to_string();
        assert_eq!(error, "the response's body failed: unplugged");
    }
}
