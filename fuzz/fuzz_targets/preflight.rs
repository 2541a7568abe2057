//! Preflights: whatever is asked for, the answer is a yes to what is meant or a 400.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let cors = Cors::new().allow_origin("https://example.com");
    Target::new(middleware_stack! {
        cors.allow_method("PUT").allow_header("x-token"), => served
    })
});

fuzz_target!(|data: (&[u8], &[u8])| {
    let (method, headers) = data;
    let request = http::Request::options("/")
        .header("origin", "https://example.com")
        .header("access-control-request-method", method)
        .header("access-control-request-headers", headers);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    if response.status() == 204 {
        assert!([&b"GET"[..], b"HEAD", b"PUT"].contains(&method));
    } else {
        assert_eq!(response.status(), 400);
    }
});
