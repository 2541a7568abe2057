//! The answer has the form that `Accept` likes best.

use onionskin::{TestClient, prelude::*};

use super::fails;

const JSON: &str = "application/problem+json";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

fn client() -> TestClient {
    TestClient::new(middleware_stack! { ServerError::new(), => fails })
}

#[tokio::test]
async fn it_is_the_one_of_the_highest_quality() {
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (accept, kind) in [
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/problem+json", JSON),
        ("application/*", JSON),
        ("text/html", HTML),
        (browser, HTML),
        ("TEXT/HTML;Q=1", HTML),
        ("text/plain", TEXT),
        ("text/*", HTML),
        ("text/html;q=0.4, text/plain;q=0.5", TEXT),
        (
            "text/*;q=0.9, text/html;q=0.1, application/json;q=0.5",
            TEXT,
        ),
        (
            "*/*, application/json;q=0, application/problem+json;q=0",
            HTML,
        ),
        ("text/html;level=1;q=0.3, text/plain;q=0.2", HTML),
        ("application/json, text/html", JSON),
        ("image/png", JSON),
        ("text/html;q=0", JSON),
    ] {
        let res = client().get("/error").header("accept", accept).await;
        res.assert_status(500)
            .assert_header("x-content-type-options", "nosniff")
            .assert_header("cache-control", "no-store")
            .assert_header("vary", "accept");
        assert_eq!(res.header("content-type"), Some(kind), "{accept}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_says_nothing() {
    for accept in [
        "",
        ",",
        ";",
        "/",
        "text",
        "text/html;q=2",
        "text/html;q=",
        "text/html;q=0.1234",
        "text/html;q=-1",
        "text/html;q=nan",
        "text/html;q",
        "\u{e4}/\u{f6}",
    ] {
        let res = client().get("/500").header("accept", accept).await;
        res.assert_status(500);
        assert_eq!(res.header("content-type"), Some(JSON), "{accept}");
    }
}

#[tokio::test]
async fn several_headers_are_one() {
    let res = client()
        .get("/500")
        .header("accept", "text/plain;q=0.5")
        .header("accept", "text/html;q=0.6")
        .await;
    assert_eq!(res.header("content-type"), Some(HTML));
}

#[tokio::test]
async fn no_header_breaks_it() {
    const WORDS: [&str; 16] = [
        "text",
        "html",
        "plain",
        "*",
        "/",
        "/",
        ";",
        ";q=",
        "0.5",
        "1",
        "0",
        ".",
        ",",
        " ",
        "json",
        "application",
    ];
    let client = client();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..20_000 {
        let mut accept = String::new();
        for _ in 0..12 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            match usize::try_from(seed % 20).unwrap() {
                word @ 0..16 => accept.push_str(WORDS[word]),
                _ => accept.push(char::from(u8::try_from(0x20 + (seed >> 8) % 0x5f).unwrap())),
            }
        }
        let res = client.get("/500").header("accept", &accept).await;
        let kind = res.header("content-type").unwrap_or_default();
        assert!([JSON, HTML, TEXT].contains(&kind), "{accept:?}: {kind}");
    }
}
