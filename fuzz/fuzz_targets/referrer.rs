//! `Referer`: what is trusted comes from an origin that is ours.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(
        middleware_stack! { ProxyHeaders::new(), TrustedReferrer::new().block(), => served },
    )
});

fuzz_target!(|data: &[u8]| {
    let request = http::Request::get("/")
        .header("host", "example.org")
        .header("referer", data);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    if response.status() == 200 {
        let text = std::str::from_utf8(data).unwrap().to_ascii_lowercase();
        let rest = text.strip_prefix("http://example.org").unwrap();
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        assert!(rest.is_empty() || rest.starts_with([':', '/', '?', '#']));
    }
});
