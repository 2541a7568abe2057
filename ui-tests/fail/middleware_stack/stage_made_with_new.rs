//! A stage with a setting by new.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware(before)]
fn limit(_req: &mut Request, #[setting] _max: u64) {}
fn main() {
    let _ = middleware_stack! {
        limit::new(10),
        => home
    };
}
