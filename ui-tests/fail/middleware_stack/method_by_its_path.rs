//! A route with the path of its constant.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { Method::GET "/" => home, }
    };
}
