//! A function without its attribute as the handler of a route.
use onionskin::prelude::*;

async fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/" => home,
        }
    };
}
