//! `traceparent` from a trusted peer: what is read of it is what it says, and the request is served.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onionskin::{TraceParent, http, prelude::*};
use onionskin_fuzz::Target;

#[handler]
fn echo(req: &Request) -> String {
    TraceParent::of(req).map_or_else(String::new, |parent| parent.to_string())
}

static TARGET: LazyLock<Target> =
    LazyLock::new(|| Target::new(middleware_stack! { Trace::new().trust_everyone(), => echo }));

fuzz_target!(|data: &[u8]| {
    let Some(response) = TARGET.ask(http::Request::get("/").header("traceparent", data)) else {
        return;
    };
    assert_eq!(response.status(), 200);
    let request = http::Request::get("/").header("traceparent", data);
    if let Some(parent) = TraceParent::of(&request.body(Body::empty()).unwrap()) {
        let said = parent.to_string();
        assert_eq!(&said.as_bytes()[2..52], &data[2..52]);
        assert_eq!(said.parse(), Ok(parent));
    }
});
