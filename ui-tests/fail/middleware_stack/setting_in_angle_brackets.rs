//! Settings in angle brackets.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware(before)]
fn limit(_req: &mut Request, #[setting] _max: usize) {}
fn main() {
    let _ = middleware_stack! {
        limit::<10>,
        => home
    };
}
