//! A route as axum writes it.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { "/" => get(home) } };
}
