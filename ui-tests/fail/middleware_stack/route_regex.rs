//! A path with a regular expression.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { GET r"/item/{id:\d+}" => home } };
}
