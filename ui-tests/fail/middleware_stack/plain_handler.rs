//! A function without its attribute as the handler.
use onionskin::prelude::*;

async fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => home
    };
}
