//! A handler as a stage by its value.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        (home {}),
        => home
    };
}
