//! `X-CSRF-Token`: no text passes but a token that was shown.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::http;
use onionskin_fuzz::{Target, tokens};

static TARGET: LazyLock<Target> = LazyLock::new(tokens::target);

fuzz_target!(|data: &[u8]| {
    let request = http::Request::post("/")
        .header("cookie", tokens::COOKIE)
        .header("x-csrf-token", data);
    if let Some(response) = TARGET.ask(request) {
        assert_eq!(response.status(), 403);
    }
});
