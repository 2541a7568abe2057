//! `Origin`, `Referer` and `Sec-Fetch-Site` as `Csrf` reads them: what passes comes from an origin that may send.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        ProxyHeaders::new(), Csrf::new().trust_origin("https://shop.example"), => served
    })
});

fn is_ours(origin: &str) -> bool {
    let origin = origin.to_ascii_lowercase();
    [("http://example.org", 80), ("https://shop.example", 443)]
        .into_iter()
        .filter_map(|(ours, port)| Some((origin.strip_prefix(ours)?, port)))
        .any(|(rest, port)| {
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            rest.is_empty() || rest.strip_prefix(':').and_then(|it| it.parse().ok()) == Some(port)
        })
}

/// Cuts a URL off behind its authority.
fn origin_of(url: &str) -> &str {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    &url[..scheme.len() + 3 + end]
}

fuzz_target!(|data: &[u8]| {
    let Some((which, value)) = data.split_first() else {
        return;
    };
    let header = ["origin", "referer", "sec-fetch-site"][usize::from(*which) % 3];
    let request = http::Request::post("/")
        .header("host", "example.org")
        .header("cookie", "a=b")
        .header(header, value);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    let passes = std::str::from_utf8(value).is_ok_and(|text| match header {
        "origin" => is_ours(text),
        "referer" => is_ours(origin_of(text)),
        _ => ["same-origin", "none"].contains(&text),
    });
    assert!(response.status() == 403 || (response.status() == 200 && passes));
});
