//! A setting by an arrow.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware(before)]
fn tag(_req: &mut Request, #[setting] _max: u8) {}
fn main() {
    let _ = middleware_stack! {
        tag { _max => 1 },
        => home
    };
}
