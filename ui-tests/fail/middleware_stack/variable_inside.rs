//! A let in the stack.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { let c = Cors::new(); (c), => home };
}
