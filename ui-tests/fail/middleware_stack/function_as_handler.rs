//! A route that leads to a function written there.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! {
        => routes { GET "/" => fn home() -> &'static str { "home" }, }
    };
}
