//! Request ids twice.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { RequestIds::new(), RequestIds::new(), => home };
}
