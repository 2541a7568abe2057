//! `Accept`, `X-Request-Id` and the query: whatever they say, an error has a page in one of three forms
//! that tells nothing.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::Target;

#[handler]
fn fails() -> Result<StatusCode, onionskin::Error> {
    Err(std::io::Error::other("warehouse 7"))?
}

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! {
        AccessLog::new().query(true), Trace::new().query(true), ServerError::new().debug(true),
        => fails
    })
});

fuzz_target!(|data: &[u8]| {
    let request = http::Request::get("/p")
        .header("accept", data)
        .header("x-request-id", data);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    assert_eq!(response.status(), 500);
    let kind = response.headers()["content-type"].to_str().unwrap();
    let kinds = [
        "application/problem+json",
        "text/html; charset=utf-8",
        "text/plain; charset=utf-8",
    ];
    assert!(kinds.contains(&kind));
});
