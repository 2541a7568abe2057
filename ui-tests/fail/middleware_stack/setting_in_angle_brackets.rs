//! Settings in angle brackets.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware(before)]
fn limit(req: &mut Request, #[setting] max: usize) {}
fn main() {
    let _ = middleware_stack! {
        limit::<10>,
        => home
    };
}
