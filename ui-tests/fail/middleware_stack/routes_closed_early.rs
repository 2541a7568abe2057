//! Routes that close too early.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/" => home,
        },
        POST "/" => home,
    };
}
