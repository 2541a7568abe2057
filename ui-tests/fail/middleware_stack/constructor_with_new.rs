//! A stage made with `new`.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        new Cors(),
        => home
    };
}
