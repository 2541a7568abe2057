//! A whole address as a path.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { GET "https://example.org/" => home } };
}
