//! Settings in parentheses.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting] _max: u64) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { limit(max: 10), => home };
}
