//! A request id above its stage.
use onionskin::prelude::*;

#[middleware(before)]
fn log(id: &RequestId) {
    let _ = id;
}
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { log, RequestIds::new(), => home };
}
