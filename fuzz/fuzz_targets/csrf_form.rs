//! Forms as `CsrfTokens` reads them, urlencoded and multipart: a 4xx, or all of the form below.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::http;
use onionskin_fuzz::{Target, tokens};

static TARGET: LazyLock<Target> = LazyLock::new(tokens::target);
static TOKEN: LazyLock<String> = LazyLock::new(|| tokens::shown_by(&TARGET));

fuzz_target!(|data: &[u8]| {
    let Some((which, form)) = data.split_first() else {
        return;
    };
    let kind = match which % 2 {
        0 => "application/x-www-form-urlencoded",
        _ => "multipart/form-data; boundary=b",
    };
    // The fuzzer does not know the token, so it writes `T` in its place.
    let form = String::from_utf8_lossy(form).replace('T', &TOKEN);
    let request = http::Request::post("/")
        .header("cookie", tokens::COOKIE)
        .header("content-type", kind);
    let size = usize::from(which / 2) + 1;
    let Some(response) = TARGET.ask_in_pieces(request, form.as_bytes(), size) else {
        return;
    };
    match response.status().as_u16() {
        200 => assert_eq!(response.headers()["x-length"], form.len().to_string()),
        status => assert!([400, 403, 413].contains(&status)),
    }
});
