//! Two entries that are no stages: two errors.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        42,
        "timing",
        => home
    };
}
