//! A route that leads to an async block.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! {
        => routes { GET "/" => async { "home" }, }
    };
}
