//! Bodies of MessagePack: below they are JSON, or they are a 400.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{MessagePack, http, prelude::*};
use onionskin_fuzz::Target;

#[handler]
fn served(body: String) -> StatusCode {
    let read: Result<serde_json::Value, _> = serde_json::from_str(&body);
    match read {
        Ok(_) => StatusCode::OK,
        Err(error) => panic!("{error} in {body}"),
    }
}

static TARGET: LazyLock<Target> =
    LazyLock::new(|| Target::new(middleware_stack! { MessagePack::new(), => served }));

fuzz_target!(|data: &[u8]| {
    let request = http::Request::post("/").header("content-type", "application/vnd.msgpack");
    let response = TARGET.send(request, Body::from(data.to_vec()));
    let status = response.expect("it can be sent").status().as_u16();
    // A byte may become six, and then the limit of the extractors counts.
    assert!([200, 400, 413].contains(&status), "{status}");
});
