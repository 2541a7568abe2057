//! The same method and path twice.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/" => home,
            GET "/" => home,
        }
    };
}
