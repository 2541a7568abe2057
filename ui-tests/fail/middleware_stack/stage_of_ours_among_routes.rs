//! A built-in stage among the routes.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { Cors::new(), GET "/" => home, }
    };
}
