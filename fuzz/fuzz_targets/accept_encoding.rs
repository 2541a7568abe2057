//! `Accept-Encoding`: the answer is one that the header names, or as it was.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::Target;

#[handler]
fn page() -> &'static str {
    "onion skin onion skin onion skin onion skin onion skin"
}

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    Target::new(middleware_stack! { Compression::new().minimum_size(10), => page })
});

fuzz_target!(|data: &[u8]| {
    let request = http::Request::get("/").header("accept-encoding", data);
    let Some(response) = TARGET.ask(request) else {
        return;
    };
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["vary"], "Accept-Encoding");
    if let Some(coding) = response.headers().get("content-encoding") {
        let coding = coding.to_str().unwrap();
        let text = String::from_utf8_lossy(data).to_ascii_lowercase();
        assert!(text.contains(coding) || text.contains('*'), "{coding}");
    }
});
