//! A path with the type of its part.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { GET "/item/{id:int}" => home } };
}
