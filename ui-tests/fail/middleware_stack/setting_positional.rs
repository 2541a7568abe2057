//! A setting without its name.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting] _max: u64) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { limit { 10 }, => home };
}
