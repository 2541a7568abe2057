//! A parameter of a path in angle brackets.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/users/<id>" => home,
        }
    };
}
