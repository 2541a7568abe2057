//! `X-Request-Id` from a trusted peer: what is kept is an id.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::{Target, served};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! { RequestIds::new().trust(["127.0.0.0/8"]), => served })
});

fuzz_target!(|data: &[u8]| {
    let request = http::Request::get("/").header("x-request-id", data);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    let id = response.headers()["x-request-id"].as_bytes();
    assert!((8..=128).contains(&id.len()));
    assert!(
        id.iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
    );
});
