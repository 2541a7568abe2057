//! A fallback that is a stack.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { _ => { => home } } };
}
