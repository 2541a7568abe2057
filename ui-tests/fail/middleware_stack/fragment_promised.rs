//! A function that promises a fragment, and returns a whole stack.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn common() -> impl Stage {
    middleware_stack! { => home }
}

fn main() {
    let _ = common();
}
