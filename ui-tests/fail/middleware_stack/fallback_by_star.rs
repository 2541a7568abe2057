//! Fallback as a star.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { => routes { GET "/" => home, * => home } };
}
