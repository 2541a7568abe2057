//! A parameter of the function in a stack.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn app(cors: Cors) -> impl Application {
    middleware_stack! {
        cors,
        => home
    }
}

fn main() {}
