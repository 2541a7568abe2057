//! An equals sign in a route.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { GET "/" = home } };
}
