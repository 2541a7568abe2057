//! Routes directly below a prefix.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { => routes { "/admin" => routes { GET "/" => home } } };
}
