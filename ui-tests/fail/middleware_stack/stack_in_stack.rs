//! A finished stack as a stage of another.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let inner = middleware_stack! { => home };
    let _ = middleware_stack! { (inner), => home };
}
