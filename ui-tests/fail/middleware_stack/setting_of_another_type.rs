//! A setting of another type.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting(default = 10)] _max: u64) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { limit { _max: "ten" }, => home };
}
