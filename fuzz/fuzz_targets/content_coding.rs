//! `Content-Encoding`: whatever it names, the body is unpacked, passed on as it is, or refused with a 4xx.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{http, prelude::*};
use onionskin_fuzz::Target;

/// `onion`, by gzip.
const PACKED: [u8; 25] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 203, 207, 203, 204, 207, 3, 0, 41, 92, 208, 9, 5, 0, 0, 0,
];

#[handler]
fn length(body: String) -> String {
    body
}

static TARGET: LazyLock<Target> =
    LazyLock::new(|| Target::new(middleware_stack! { Decompression::new(), => length }));

fuzz_target!(|data: &[u8]| {
    let request = http::Request::post("/").header("content-encoding", data);
    let Some(response) = TARGET.send(request, Body::from(PACKED.to_vec())) else {
        return;
    };
    let status = response.status().as_u16();
    assert!([200, 400, 415].contains(&status), "{status}");
});
