//! A constant as a stage.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

const LIMIT: usize = 10;
fn main() {
    let _ = middleware_stack! {
        LIMIT,
        => home
    };
}
