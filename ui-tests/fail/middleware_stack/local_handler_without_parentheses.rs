//! A local variable as a handler.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let page = home {};
    let _ = middleware_stack! {
        => routes { GET "/" => page, }
    };
}
