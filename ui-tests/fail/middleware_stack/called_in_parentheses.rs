//! A setting by a call of the stage in parentheses.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware(before)]
fn limit(_req: &mut Request, #[setting] _max: u64) {}
fn main() {
    let _ = middleware_stack! {
        (limit(5)),
        => home
    };
}
