//! Nothing that could be sent brings the stages down, or passes for what it is not.

use onionskin::{TestClient, http, prelude::*};

use super::{echo, guarded, shown_token};
use crate::mutations::Mutations;

const VALUES: usize = 10_000;

/// Posts to `https://example.org` with a cookie and this header.
async fn status_with(app: &impl Application, name: &'static str, value: &HeaderValue) -> u16 {
    let mut request = http::Request::post("https://example.org/")
        .header("host", "example.org")
        .header("cookie", "a=b")
        .header(name, value)
        .body(Body::empty())
        .unwrap();
    app.respond(&mut request).await.status().as_u16()
}

/// Lends what `ProxyHeaders` would behind a proxy that speaks https.
fn site() -> impl Application {
    middleware_stack! { over_https, Csrf::new().trust_origin("https://shop.example"), => echo }
}

#[middleware]
async fn over_https(req: &mut Request, next: impl NextWith<ClientAddr>) -> Response {
    let peer = onionskin::Peer::Unknown;
    req.set_connection(&std::sync::Arc::new(onionskin::Connection::new(
        peer, None, true,
    )));
    let client = ClientAddr::direct(req);
    next.run_with(req, &client).await
}

fn is_known(origin: &str) -> bool {
    let origin = origin.to_ascii_lowercase();
    ["https://example.org", "https://shop.example"]
        .into_iter()
        .filter_map(|known| origin.strip_prefix(known))
        .any(|rest| {
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            let port = rest.strip_prefix(':').unwrap_or("443");
            let is_port = port.len() <= 5 && port.bytes().all(|it| it.is_ascii_digit());
            (rest.is_empty() || rest.starts_with(':')) && is_port && port.parse() == Ok(443)
        })
}

#[tokio::test]
async fn no_value_of_origin_passes_but_those_that_may() {
    let app = site();
    let seeds = [
        "https://example.org",
        "https://shop.example:443",
        "null",
        "http://[::1]:3000",
        "https://a@example.org",
        "xn--bcher-kva.example",
    ];
    let mut passed = 0;
    for value in Mutations::of(&seeds, ":/.@[]#?\\ ,0129ex").take(VALUES) {
        let status = status_with(&app, "origin", &value).await;
        let expected = value.to_str().is_ok_and(is_known);
        assert_eq!(status, if expected { 200 } else { 403 }, "{value:?}");
        passed += usize::from(expected);
    }
    assert!(passed > 100, "the seeds themselves pass");
}

#[tokio::test]
async fn no_value_of_referer_passes_but_those_of_pages_that_may() {
    let app = site();
    let seeds = [
        "https://example.org/a?b#c",
        "https://shop.example:443?https://evil.example",
        "https://evil.example/https://example.org/",
        "https://example.org\\@evil.example/",
        "about:blank",
    ];
    let mut passed = 0;
    for value in Mutations::of(&seeds, ":/.@[]#?\\ ,0129ex").take(VALUES) {
        let status = status_with(&app, "referer", &value).await;
        let expected = value.to_str().is_ok_and(|url| {
            let mut parts = url.splitn(4, '/');
            let (scheme, empty) = (parts.next().unwrap(), parts.next());
            let host = parts.next().unwrap_or_default();
            let host = host.split(['?', '#']).next().unwrap();
            empty == Some("") && is_known(&format!("{scheme}//{host}"))
        });
        assert_eq!(status, if expected { 200 } else { 403 }, "{value:?}");
        passed += usize::from(expected);
    }
    assert!(passed > 100, "the seeds themselves pass");
}

#[tokio::test]
async fn no_value_of_sec_fetch_site_passes_but_two() {
    let app = site();
    let seeds = ["same-origin", "none", "same-site", "cross-site"];
    for value in Mutations::of(&seeds, "-,; nos").take(VALUES) {
        let status = status_with(&app, "sec-fetch-site", &value).await;
        let expected = ["same-origin", "none"].contains(&value.to_str().unwrap_or_default());
        assert_eq!(status, if expected { 200 } else { 403 }, "{value:?}");
    }
}

#[tokio::test]
async fn no_token_passes_but_those_that_were_shown() {
    let client = TestClient::new(guarded(CsrfTokens::new()));
    let shown = [shown_token(&client).await, shown_token(&client).await];
    let seeds = [shown[0].as_str(), &shown[1], "A"];
    for value in Mutations::of(&seeds, "-_=+/ A0").take(VALUES / 5) {
        let expected = shown
            .iter()
            .any(|shown| shown.as_bytes() == value.as_bytes());
        let sent = client.post("/").header("x-csrf-token", value.clone()).await;
        assert_eq!(sent.status(), if expected { 200 } else { 403 }, "{value:?}");
    }
}

#[tokio::test]
async fn no_form_brings_it_down_or_is_changed() {
    let client = TestClient::new(guarded(CsrfTokens::new().form_bytes(4096)));
    let token = shown_token(&client).await;
    let multipart = format!(
        "--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{token}\r\n--b--\r\n"
    );
    let urlencoded = format!("csrf_token={token}&a=%20");
    for (kind, seeds, marks) in [
        (
            "multipart/form-data; boundary=b",
            [multipart.as_str(), "--b"],
            "-b\"\t:;=/ n",
        ),
        (
            "application/x-www-form-urlencoded",
            [urlencoded.as_str(), "%5f"],
            "%&=+_ct",
        ),
    ] {
        let mut passed = 0;
        // A header cannot hold the ends of lines, so they travel as something else.
        let seeds = seeds.map(|seed| seed.replace("\r\n", "\u{a7}"));
        let seeds = seeds.each_ref().map(String::as_str);
        for value in Mutations::of(&seeds, marks).take(VALUES / 5) {
            let text = String::from_utf8_lossy(value.as_bytes()).replace('\u{a7}', "\r\n");
            let sent = client
                .post("/")
                .header("content-type", kind)
                .body(text.clone())
                .await;
            match sent.status().as_u16() {
                200 => {
                    assert!(
                        text.contains(&token[..8]) && sent.text().await == text,
                        "{text}"
                    );
                    passed += 1;
                }
                status => assert!([400, 403, 413].contains(&status), "{status}: {text}"),
            }
        }
        assert!(passed > 100, "the seeds themselves pass");
    }
}

#[tokio::test]
async fn no_content_type_brings_it_down() {
    let client = TestClient::new(guarded(CsrfTokens::new()));
    let token = shown_token(&client).await;
    let form = format!("csrf_token={token}");
    let seeds = [
        "multipart/form-data; boundary=\"a b\"",
        "multipart/form-data; boundary=----WebKitFormBoundaryAbC",
        "application/x-www-form-urlencoded; charset=utf-8",
    ];
    for value in Mutations::of(&seeds, ";=\"/\\ -b").take(VALUES / 5) {
        let sent = client
            .post("/")
            .header("content-type", value.clone())
            .body(form.clone())
            .await;
        let status = sent.status().as_u16();
        assert!([200, 400, 403].contains(&status), "{status}: {value:?}");
    }
}
