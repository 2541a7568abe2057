//! The debug page is for a developer in front of the machine, and for nobody else.

use std::net::SocketAddr;

use onionskin::{TestClient, prelude::*};

use super::fails;

#[middleware(before)]
fn admitted() {}

fn client(debug: bool) -> TestClient {
    TestClient::new(middleware_stack! {
        ServerError::new().debug(debug), admitted,
        => routes { GET "/error" => fails, GET "/panic" => fails, GET "/{status}" => fails }
    })
}

#[tokio::test]
async fn it_shows_a_browser_the_chain_the_stage_the_stack_and_the_request() {
    let res = client(true)
        .get("/error?page=2&access_token=hunter2")
        .header("accept", "text/html")
        .header("authorization", "Bearer hunter2")
        .header("x-api-key", "hunter2")
        .header("x-colour", "green")
        .cookie("id", "hunter2")
        .await;
    res.assert_status(500)
        .assert_header("content-type", "text/html; charset=utf-8")
        .assert_header("cache-control", "no-store")
        .assert_header("x-content-type-options", "nosniff");
    let page = res.text().await;
    for shown in [
        "no tea",
        "&lt;script&gt;tea&lt;/script&gt; is out of stock in warehouse 7",
        "<h2>Raised in</h2>\n<pre>fails",
        "GET /error?page=2&amp;access_token=REDACTED HTTP/1.1",
        "authorization: REDACTED",
        "cookie: REDACTED",
        "x-api-key: REDACTED",
        "x-colour: green",
        "&gt;     GET /error =&gt; fails",
        "<svg ",
        ">admitted</tspan>",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    for hidden in ["hunter2", "<script"] {
        assert!(!page.contains(hidden), "{hidden}\n{page}");
    }
}

#[tokio::test]
async fn no_script_runs_in_it_and_no_style_but_its_own() {
    let get = || client(true).get("/panic").header("accept", "text/html");
    let (res, other) = (get().await, get().await);
    let policy = res.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'nonce-"),
        "{policy}"
    );
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    assert_ne!(Some(policy), other.header("content-security-policy"));
    let nonce = policy
        .split(['\'', ';'])
        .find_map(|part| part.strip_prefix("nonce-"));
    let page = res.text().await;
    let tag = format!("<style nonce=\"{}\">", nonce.unwrap());
    assert_eq!(page.matches("<style").count(), page.matches(&tag).count());
    assert!(page.contains("panic: warehouse 7 is gone"), "{page}");
}

#[tokio::test]
async fn it_shows_the_calls_that_led_to_an_error_and_to_a_panic() {
    for (path, line) in [("/error", "OutOfStock("), ("/panic", "is gone")] {
        let source = include_str!("mod.rs").lines();
        let line = source.zip(1..).find(|(text, _)| text.contains(line));
        let (_, number) = line.expect("it is in this folder");
        let page = client(true).get(path).await.text().await;
        let (_, trace) = page.split_once("\nBacktrace\n").expect(&page);
        let (trace, _) = trace.split_once("\nStack\n").unwrap();
        assert!(trace.contains("server_error::fails"), "{trace}");
        let place = format!("server_error/mod.rs:{number}:");
        assert!(trace.contains(&place), "{trace}");
        let began = page.contains(&format!("is gone\n  at tests/{place}"));
        assert_eq!(began, path == "/panic", "{page}");
        assert!(trace.contains("frames of libraries"), "{trace}");
        for library in ["core::", "tokio::runtime", "onionskin::server"] {
            assert!(!trace.contains(&format!("  {library}")), "{trace}");
        }
    }
}

#[tokio::test]
async fn it_is_text_for_those_who_do_not_ask_for_html() {
    for accept in ["*/*", "text/plain", "application/json"] {
        let res = client(true).get("/error").header("accept", accept).await;
        res.assert_status(500)
            .assert_header("content-type", "text/plain; charset=utf-8");
        let page = res.text().await;
        assert!(page.starts_with("500 Internal Server Error\n"), "{page}");
        assert!(page.contains("\nRaised in\n  fails\n"), "{page}");
        assert!(page.contains("\n>     GET /error => fails"), "{page}");
    }
}

/// Nothing of the inside is in the answer.
async fn is_ordinary(request: onionskin::testing::TestRequest) {
    let res = request.header("accept", "text/html").await;
    let page = res.assert_status(500).text().await;
    assert!(!page.contains("tea") && !page.contains("fails"), "{page}");
}

#[tokio::test]
async fn nobody_sees_it_unless_it_was_asked_for() {
    is_ordinary(client(false).get("/error")).await;
    is_ordinary(TestClient::new(middleware_stack! { ServerError::new(), => fails }).get("/error"))
        .await;
}

#[tokio::test]
async fn only_a_client_on_this_machine_sees_it() {
    for peer in [
        "192.0.2.7:4711",
        "10.0.0.1:1",
        "[2001:db8::1]:80",
        "0.0.0.0:80",
    ] {
        let peer: SocketAddr = peer.parse().unwrap();
        is_ordinary(client(true).get("/error").peer(peer)).await;
    }
    for peer in [
        "127.0.0.1:4711",
        "127.8.8.8:1",
        "[::1]:80",
        "[::ffff:127.0.0.1]:80",
    ] {
        let peer: SocketAddr = peer.parse().unwrap();
        let res = client(true).get("/error").peer(peer).await;
        assert!(res.text().await.contains("no tea"), "{peer}");
    }
}

#[tokio::test]
async fn a_client_behind_a_proxy_on_this_machine_does_not() {
    for name in [
        "forwarded",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
        "via",
    ] {
        is_ordinary(client(true).get("/error").header(name, "127.0.0.1")).await;
    }
}

#[tokio::test]
async fn a_client_behind_a_proxy_whose_words_were_taken_off_above_does_not() {
    let local = || ProxyHeaders::new().trust(["127.0.0.1"]);
    for (proxies, name) in [
        (ProxyHeaders::new(), "x-forwarded-for"),
        (ProxyHeaders::new(), "x-forwarded-proto"),
        (ProxyHeaders::new(), "forwarded"),
        (local(), "x-forwarded-for"),
        (local(), "forwarded"),
        (local().rfc7239(), "x-real-ip"),
        (local().single_header("x-client"), "x-client"),
    ] {
        let client = TestClient::new(middleware_stack! {
            (proxies), ServerError::new().debug(true),
            => routes { GET "/error" => fails }
        });
        is_ordinary(client.get("/error").header(name, "192.0.2.7")).await;
        let res = client.get("/error").await;
        assert!(res.text().await.contains("no tea"), "{name}");
    }
}

#[tokio::test]
async fn a_page_of_another_site_that_asks_this_machine_does_not() {
    for url in [
        "https://evil.example",
        "http://127.0.0.1.evil.example",
        "http://192.0.2.1:8000",
    ] {
        is_ordinary(client(true).base_url(url).get("/error")).await;
    }
    for url in [
        "http://localhost:8000",
        "http://127.0.0.1:80",
        "http://[::1]:8000",
        "http://shop.localhost",
    ] {
        let res = client(true).base_url(url).get("/error").await;
        assert!(res.text().await.contains("no tea"), "{url}");
    }
}
