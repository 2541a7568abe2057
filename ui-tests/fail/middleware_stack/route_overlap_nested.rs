//! A nested stack under a path that no request can tell from another.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            "/users/{id}" => { => home },
            "/users/{name}" => { => home },
        }
    };
}
