//! `X-Forwarded-For`: what a client writes left of our proxies never becomes its address.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served, tell};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        ProxyHeaders::new().trust(["127.0.0.0/8", "10.0.0.0/8"]).forwarded_host(),
        tell,
        => served
    })
});

fuzz_target!(|data: &[u8]| {
    let list = [data, b", 203.0.113.7, 10.0.0.3"].concat();
    let request = http::Request::get("/")
        .header("x-forwarded-for", list)
        .header("x-forwarded-proto", data)
        .header("x-forwarded-host", data)
        .header("x-forwarded-port", data);
    if let Some(response) = TARGET.ask(request) {
        assert_eq!(response.headers()["x-client"], "203.0.113.7");
    }
});
