//! The path of a route as a format.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { GET concat!("/", "x") => home } };
}
