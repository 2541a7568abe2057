//! State in place of provide.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

struct Config;
fn main() {
    let _ = middleware_stack! {
        state Config;
        => home
    };
}
