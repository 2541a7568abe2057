//! A stage in a future.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

async fn make() -> Cors { Cors::new() }
fn main() {
    let _ = middleware_stack! {
        (make()),
        => home
    };
}
