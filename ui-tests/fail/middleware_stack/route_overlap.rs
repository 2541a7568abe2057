//! Two paths that no request can tell apart.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/users/{id}" => home,
            GET "/users/{name}" => home,
        }
    };
}
