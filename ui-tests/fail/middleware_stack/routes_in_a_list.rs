//! Routes as a list.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => [ GET "/" => home ]
    };
}
