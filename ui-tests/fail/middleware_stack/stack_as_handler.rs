//! A finished stack as the handler of a route.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let inner = middleware_stack! { => home };
    let _ = middleware_stack! { => routes { GET "/" => (inner) } };
}
