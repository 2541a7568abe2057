//! Fallback as axum.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { => routes { GET "/" => home, fallback => home } };
}
