//! A provided value that is mutable.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

struct Config;
fn main() {
    let _ = middleware_stack! {
        provide mut Config;
        => home
    };
}
