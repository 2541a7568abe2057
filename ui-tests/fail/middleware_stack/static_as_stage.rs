//! A static as a stage.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

static AUTH: &str = "auth";
fn main() {
    let _ = middleware_stack! {
        AUTH,
        => home
    };
}
