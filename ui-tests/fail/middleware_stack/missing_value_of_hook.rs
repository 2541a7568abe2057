//! A stage on the way in borrows what nobody provides.
use onionskin::prelude::*;

struct Config;

#[middleware(before)]
fn check(_config: &Config) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        check,
        => home
    };
}
