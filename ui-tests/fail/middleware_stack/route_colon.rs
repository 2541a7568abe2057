//! A parameter of a path with a colon.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/users/:id" => home,
        }
    };
}
