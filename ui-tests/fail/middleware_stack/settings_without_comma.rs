//! Two settings without a comma.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware(before)]
fn limit(_req: &mut Request, #[setting] _max: u64, #[setting] _min: u64) {}
fn main() {
    let _ = middleware_stack! {
        limit { _max: 10 _min: 1 },
        => home
    };
}
