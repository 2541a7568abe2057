//! A handler that is called in a route.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { GET "/" => home() } };
}
