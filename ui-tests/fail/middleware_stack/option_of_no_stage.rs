//! Something optional that is no stage.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        (Some(42)),
        => home
    };
}
