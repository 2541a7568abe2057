//! A layer of tower-http's.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        CorsLayer::new(),
        => home
    };
}
