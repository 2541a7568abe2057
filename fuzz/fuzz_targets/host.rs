//! `Host`: what passes as trusted is a host that the settings mean, and so is where a redirect leads.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        ProxyHeaders::new(),
        TrustedHost::new().allow(["example.com", "*.example.com", "[::1]"]).mark_only(),
        HttpsRedirect::new(),
        => served
    })
});

fuzz_target!(|data: &[u8]| {
    let Some(response) = TARGET.ask(http::Request::get("/p").header("host", data)) else {
        return;
    };
    let Some(location) = response.headers().get("location") else {
        assert_eq!(response.status(), 400);
        return;
    };
    let location: Uri = location.to_str().unwrap().parse().unwrap();
    let host = location.host().unwrap();
    assert!(host == "example.com" || host.ends_with(".example.com") || host == "[::1]");
    assert_eq!(location.path(), "/p");
});
