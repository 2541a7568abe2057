//! Two ends.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => home => home };
}
