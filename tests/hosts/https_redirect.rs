//! `HttpsRedirect`.

use onionskin::{Application, TestClient, http::Method, prelude::*, stages::HttpsRedirectError};

use super::request;

#[handler]
fn served() -> &'static str {
    "served"
}

fn client(stage: HttpsRedirect) -> TestClient {
    let app = middleware_stack! {
        ProxyHeaders::new().trust(["127.0.0.1"]),
        TrustedHost::new().allow(["h", "[::1]"]).mark_only(),
        (stage),
        => served
    };
    TestClient::new(app)
        .base_url("http://h")
        .follow_redirects(false)
}

#[tokio::test]
async fn clear_text_is_sent_to_the_same_address_by_https() {
    let client = client(HttpsRedirect::new());
    for (host, target, location) in [
        ("h", "/p?q", "https://h/p?q"),
        ("h:80", "/", "https://h/"),
        ("h:123", "/", "https://h/"),
        ("H.", "/", "https://h/"),
        ("[0::1]:80", "/a//b", "https://[::1]/a//b"),
        (
            "h",
            "/%0d%0aset-cookie:a=b",
            "https://h/%0d%0aset-cookie:a=b",
        ),
    ] {
        let answer = client.get(target).header("host", host).await;
        answer
            .assert_status(308)
            .assert_header("location", location);
    }
    client.head("/").await.assert_status(308);
}

#[tokio::test]
async fn https_passes_here_and_at_the_proxy() {
    let plain = client(HttpsRedirect::new());
    let proxied = plain.get("/").header("x-forwarded-proto", "https");
    proxied.await.assert_status(200);
    let tls = client(HttpsRedirect::new()).base_url("https://h");
    tls.get("/").await.assert_status(200);
    let downgraded = tls.get("/").header("x-forwarded-proto", "http");
    downgraded.await.assert_status(308);
}

#[tokio::test]
async fn a_host_that_is_not_trusted_leads_nowhere() {
    let client = client(HttpsRedirect::new());
    for host in ["evil.example", "h:evil", "h/x", ""] {
        let answer = client.get("/").header("host", host).await;
        answer.assert_status(400);
        assert_eq!(answer.header("location"), None, "{host}");
    }
}

#[tokio::test]
async fn allowing_any_host_does_not_open_the_redirect() {
    let app = middleware_stack! {
        ProxyHeaders::new(), TrustedHost::new().allow_any(), HttpsRedirect::new(), => served
    };
    let response = app.respond(&mut request("/", &[b"evil.example"])).await;
    assert_eq!(response.status(), 400);
}

#[tokio::test]
async fn a_fixed_host_is_where_every_request_leads() {
    let client = client(HttpsRedirect::new().to_host("Example.org").port(8443));
    let answer = client.get("/p").header("host", "evil.example").await;
    answer.assert_header("location", "https://example.org:8443/p");
}

#[tokio::test]
async fn what_carries_something_is_refused_unless_told() {
    let strict = client(HttpsRedirect::new());
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let answer = strict.request(method, "/").await;
        answer.assert_status(403);
    }
    let lax = client(HttpsRedirect::new().all_methods().temporary());
    let answer = lax.post("/p").await;
    answer
        .assert_status(307)
        .assert_header("location", "https://h/p");
}

#[tokio::test]
async fn what_asks_for_the_whole_server_is_sent_to_its_name_alone() {
    let app = middleware_stack! {
        TrustedHost::new().allow(["h"]), HttpsRedirect::new().all_methods(), => served
    };
    let mut request = request("*", &[b"h"]);
    *request.method_mut() = Method::OPTIONS;
    let response = app.respond(&mut request).await;
    assert_eq!(response.headers()["location"], "https://h/");
}

#[tokio::test]
async fn a_websocket_is_refused() {
    let client = client(HttpsRedirect::new().all_methods());
    let handshake = client
        .get("/")
        .header("connection", "Upgrade")
        .header("upgrade", "WebSocket");
    handshake.await.assert_status(403);
}

#[tokio::test]
async fn exempt_paths_are_served_in_the_clear() {
    let client =
        client(HttpsRedirect::new().exempt(["/up", "/health", "/status/all-of-it", "/open/"]));
    for (path, status) in [
        ("/.well-known/acme-challenge/token", 200),
        ("/.well-known/acme-challenge", 308),
        ("/up", 200),
        ("/uq", 308),
        ("/", 308),
        ("/health", 200),
        ("/heelth", 308),
        ("/status/all-of-it", 200),
        ("/status/all-or-it", 308),
        ("/health?verbose", 200),
        ("/health/secret", 308),
        ("/healthy", 308),
        ("/open/a/b", 200),
        ("/open/a/%2e%2e/secret", 308),
        ("/secret?/health", 308),
    ] {
        let answer = client.get(path).await;
        answer.assert_status(status);
    }
}

#[tokio::test]
async fn a_proxy_that_nobody_trusts_is_told_of_in_the_log_once() {
    let log = crate::log::Log::here();
    let app = middleware_stack! {
        ProxyHeaders::new(), TrustedHost::new().allow(["h"]), HttpsRedirect::new(), => served
    };
    for _ in 0..3 {
        let mut request = request("/", &[b"h"]);
        let https = HeaderValue::from_static("https");
        request.headers_mut().insert("x-forwarded-proto", https);
        assert_eq!(app.respond(&mut request).await.status(), 308);
    }
    let lines = log.take();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("ProxyHeaders::trust"), "{lines:?}");
}

#[test]
fn settings_that_cannot_work_are_told_with_what_to_write() {
    let check = |stage: HttpsRedirect| stage.check().unwrap_err();
    for host in [
        "",
        "*.example.org",
        "example.org:8443",
        "https://example.org",
        "a b",
    ] {
        let error = check(HttpsRedirect::new().to_host(host));
        assert_eq!(error, HttpsRedirectError::Host(host.to_owned()));
    }
    for path in ["", "health", "/a?b", "/a b", "https://h/"] {
        let error = check(HttpsRedirect::new().exempt([path]));
        assert!(
            error.to_string().contains("write `/health`"),
            "{path}: {error}"
        );
    }
    assert_eq!(
        check(HttpsRedirect::new().port(0)),
        HttpsRedirectError::Port
    );
    assert_eq!(HttpsRedirect::new().to_host("[::1]").check(), Ok(()));
}

#[tokio::test]
async fn without_a_proxy_the_connection_tells() {
    let app = middleware_stack! {
        TrustedHost::new().allow(["h"]), HttpsRedirect::new(), => served
    };
    let client = TestClient::new(app).follow_redirects(false);
    client.get("https://h/").await.assert_status(200);
    let claimed = client
        .get("http://h/p")
        .header("x-forwarded-proto", "https");
    claimed
        .await
        .assert_status(308)
        .assert_header("location", "https://h/p");
    let other = client.get("https://h/").header("host", "evil.example");
    other.await.assert_status(400);
}
