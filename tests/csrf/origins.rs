//! `Csrf` believes what browsers say of where a request comes from.

use onionskin::{CsrfRejection, TestClient, prelude::*};

use super::{assert_refused, echo};
use crate::log::Log;

#[handler]
fn any() -> &'static str {
    "any"
}

/// A site at `https://example.org`.
fn site(csrf: Csrf) -> TestClient {
    let proxies = ProxyHeaders::new();
    let app = middleware_stack! {
        (proxies),
        (csrf),
        => routes { POST "/" => echo, _ => any }
    };
    TestClient::new(app).base_url("https://example.org")
}

/// Sends a request that has a cookie.
async fn post(client: &TestClient, headers: &[(&str, &str)]) -> u16 {
    let mut request = client.post("/").header("cookie", "a=b");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.await.status().as_u16()
}

#[tokio::test]
async fn the_site_that_a_browser_names_decides() {
    let client = site(Csrf::new());
    for (said, status) in [
        ("same-origin", 200),
        ("none", 200),
        ("same-site", 403),
        ("cross-site", 403),
        ("", 403),
        ("Same-Origin", 403),
        ("same-origin, none", 403),
        ("new-value", 403),
    ] {
        let answered = post(&client, &[("sec-fetch-site", said)]).await;
        assert_eq!(answered, status, "{said}");
    }
    let twice = [("sec-fetch-site", "none"), ("sec-fetch-site", "none")];
    assert_eq!(post(&client, &twice).await, 403);
}

#[tokio::test]
async fn sibling_domains_are_believed_when_told() {
    let client = site(Csrf::new().allow_same_site());
    assert_eq!(post(&client, &[("sec-fetch-site", "same-site")]).await, 200);
    assert_eq!(
        post(&client, &[("sec-fetch-site", "cross-site")]).await,
        403
    );
}

#[tokio::test]
async fn without_the_site_the_whole_origin_is_compared() {
    let client = site(Csrf::new());
    for (origin, status) in [
        ("https://example.org", 200),
        ("https://example.org:443", 200),
        ("https://EXAMPLE.org", 200),
        ("https://example.org:8443", 403),
        ("http://example.org", 403),
        ("http://example.org:443", 403),
        ("https://example.com", 403),
        ("https://example.org.evil.example", 403),
        ("https://example.org@evil.example", 403),
        ("https://evil.example/https://example.org", 403),
        ("https://example.org/", 403),
        ("https://example.org https://example.org", 403),
        ("null", 403),
        ("", 403),
        ("example.org", 403),
    ] {
        let answered = post(&client, &[("origin", origin)]).await;
        assert_eq!(answered, status, "{origin}");
    }
    let twice = [
        ("origin", "https://example.org"),
        ("origin", "https://example.org"),
    ];
    assert_eq!(post(&client, &twice).await, 403);
}

#[tokio::test]
async fn a_port_that_is_not_the_usual_one_is_part_of_the_origin() {
    let client = site(Csrf::new()).base_url("http://localhost:3000");
    assert_eq!(
        post(&client, &[("origin", "http://localhost:3000")]).await,
        200
    );
    assert_eq!(
        post(&client, &[("origin", "http://localhost:3001")]).await,
        403
    );
    assert_eq!(post(&client, &[("origin", "http://localhost")]).await, 403);
}

#[tokio::test]
async fn a_trusted_origin_may_send_whatever_the_site_is() {
    let csrf = Csrf::new()
        .trust_origin("https://Shop.example:443")
        .trust_origin("http://localhost:3000");
    let client = site(csrf);
    for (origin, status) in [
        ("https://shop.example", 200),
        ("http://localhost:3000", 200),
        ("http://shop.example", 403),
        ("https://shop.example:8443", 403),
        ("http://localhost", 403),
    ] {
        let headers = [("origin", origin), ("sec-fetch-site", "cross-site")];
        assert_eq!(post(&client, &headers).await, status, "{origin}");
        assert_eq!(post(&client, &headers[..1]).await, status, "{origin}");
    }
    let referer = [("referer", "https://shop.example/cart?a=b")];
    assert_eq!(post(&client, &referer).await, 200);
}

#[tokio::test]
async fn without_both_the_page_that_refers_is_asked() {
    let client = site(Csrf::new());
    for (referer, status) in [
        ("https://example.org/form?a=https://evil.example", 200),
        ("https://example.org", 200),
        ("https://example.org?x", 200),
        ("https://evil.example/https://example.org/", 403),
        ("https://evil.example?https://example.org/", 403),
        ("https://evil.example#https://example.org/", 403),
        ("https://example.org\\.evil.example/", 403),
        ("http://example.org/", 403),
        ("about:blank", 403),
        ("", 403),
    ] {
        let answered = post(&client, &[("referer", referer)]).await;
        assert_eq!(answered, status, "{referer}");
    }
}

#[tokio::test]
async fn what_says_nothing_passes_without_credentials_only() {
    let client = site(Csrf::new());
    client.post("/").await.assert_status(200);
    let with_token = client.post("/").header("authorization", "Bearer abc");
    with_token.await.assert_status(200);
    assert_refused(client.post("/").header("cookie", "a=b").await).await;
    let basic = client.post("/").header("authorization", "Basic YTpi");
    assert_refused(basic.await).await;
}

#[tokio::test]
async fn what_says_nothing_can_be_let_through_or_refused_altogether() {
    let client = site(Csrf::new().allow_unmarked());
    assert_eq!(post(&client, &[]).await, 200);
    assert_eq!(post(&client, &[("origin", "null")]).await, 403);
    let client = site(Csrf::new().deny_unmarked());
    assert_refused(client.post("/").await).await;
}

#[tokio::test]
async fn methods_that_change_nothing_are_not_asked() {
    let client = site(Csrf::new());
    for (method, status) in [
        ("GET", 200),
        ("HEAD", 200),
        ("OPTIONS", 200),
        ("TRACE", 200),
        ("QUERY", 403),
        ("PUT", 403),
        ("PATCH", 403),
        ("DELETE", 403),
        ("PROPPATCH", 403),
    ] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let asked = client.request(method.clone(), "/x");
        let answered = asked.header("sec-fetch-site", "cross-site").await;
        assert_eq!(answered.status(), status, "{method}");
    }
    let query = Method::from_bytes(b"QUERY").unwrap();
    let client = site(Csrf::new().safe_method(query.clone()));
    let asked = client.request(query, "/x");
    let answered = asked.header("sec-fetch-site", "cross-site").await;
    answered.assert_status(200);
}

#[tokio::test]
async fn a_websocket_of_another_site_is_refused() {
    let client = site(Csrf::new());
    for (origin, status) in [("https://example.org", 200), ("https://evil.example", 403)] {
        let asked = client
            .get("/socket")
            .header("connection", "upgrade")
            .header("upgrade", "WebSocket")
            .header("origin", origin);
        assert_eq!(asked.await.status(), status, "{origin}");
    }
}

#[middleware(before)]
fn by_http_2(req: &mut Request) {
    *req.version_mut() = http::Version::HTTP_2;
}

#[tokio::test]
async fn a_websocket_of_another_site_is_refused_over_http_2() {
    let app = middleware_stack! { by_http_2, ProxyHeaders::new(), Csrf::new(), => echo };
    let client = TestClient::new(app).base_url("https://example.org");
    for (method, status) in [(Method::CONNECT, 403), (Method::GET, 200)] {
        let asked = client
            .request(method.clone(), "/socket")
            .header("upgrade", "websocket")
            .header("origin", "https://evil.example");
        assert_eq!(asked.await.status(), status, "{method}");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_origin_is_the_one_that_the_browser_asked() {
    let app = middleware_stack! {
        ProxyHeaders::new().trust(["127.0.0.1"]).forwarded_host(),
        Csrf::new(),
        => echo
    };
    let client = TestClient::new(app).base_url("http://inside:8000");
    let asked = client
        .post("/")
        .header("x-forwarded-for", "203.0.113.7")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "example.org")
        .header("origin", "https://example.org");
    asked.await.assert_status(200);
    let asked = client
        .post("/")
        .header("x-forwarded-for", "203.0.113.7")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "example.org")
        .header("origin", "http://inside:8000");
    assert_refused(asked.await).await;
}

#[tokio::test]
async fn exemptions_are_not_looked_at() {
    let csrf = Csrf::new()
        .exempt_bearer()
        .exempt(|req| req.uri().path().starts_with("/hooks/"));
    let client = site(csrf);
    let cross = |path| client.post(path).header("sec-fetch-site", "cross-site");
    cross("/hooks/pay").await.assert_status(200);
    cross("/other").await.assert_status(403);
    let bearer = || cross("/other").header("authorization", "bearer abc");
    bearer().await.assert_status(200);
    bearer().header("cookie", "a=b").await.assert_status(403);
    cross("/other")
        .header("authorization", "Basic YTpi")
        .await
        .assert_status(403);
}

#[tokio::test]
async fn the_client_never_learns_which_check_has_failed_but_the_log_does() {
    let log = Log::here();
    let client = site(Csrf::new());
    let foreign = [
        ("sec-fetch-site", "cross-site", "another site has sent"),
        ("origin", "https://evil.example", "another origin has sent"),
        ("origin", "null", "`Referrer-Policy: no-referrer`"),
        ("origin", "nonsense", "does not say clearly"),
        ("cookie", "a=b", "does not say where it comes from"),
    ];
    for (name, value, reason) in foreign {
        assert_refused(client.post("/").header(name, value).await).await;
        let lines = log.take();
        assert!(lines.len() == 1 && lines[0].contains(reason), "{lines:?}");
    }
}

#[tokio::test]
async fn a_refusal_has_the_form_that_the_client_likes_best() {
    let client = site(Csrf::new());
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (accept, kind) in [
        (browser, "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("application/json", "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("image/png", "application/problem+json"),
    ] {
        let foreign = client.post("/").header("sec-fetch-site", "cross-site");
        let refused = foreign.header("accept", accept).await;
        refused
            .assert_status(403)
            .assert_header("content-type", kind)
            .assert_header("x-content-type-options", "nosniff")
            .assert_header("cache-control", "no-store");
        let text = refused.text().await;
        assert!(text.contains("load the page again"), "{text}");
        assert!(text.contains("csrf_failed"), "{text}");
    }
    let guarded = TestClient::new(super::guarded(CsrfTokens::new()));
    let refused = guarded.post("/").header("accept", browser).await;
    refused
        .assert_status(403)
        .assert_header("content-type", "text/html; charset=utf-8");
}

#[error_handler]
fn sorry(err: &CsrfRejection) -> (StatusCode, String) {
    (StatusCode::CONFLICT, err.to_string())
}

#[tokio::test]
async fn a_refusal_can_be_handled_by_its_type() {
    let app = middleware_stack! { sorry, ProxyHeaders::new(), Csrf::new(), => echo };
    let foreign = TestClient::new(app).post("/").header("origin", "null");
    let answer = foreign.header("accept", "text/html").await;
    let text = answer.assert_status(409).text().await;
    assert!(text.starts_with("the request hides its origin"), "{text}");
}
