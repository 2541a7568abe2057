//! Two settings without a comma.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware(before)]
fn limit(req: &mut Request, #[setting] max: u64, #[setting] min: u64) {}
fn main() {
    let _ = middleware_stack! {
        limit { max: 10 min: 1 },
        => home
    };
}
