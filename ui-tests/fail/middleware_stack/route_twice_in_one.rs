//! The same method twice in one route.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET | GET "/" => home,
        }
    };
}
