//! tower-http's CorsLayer.
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
