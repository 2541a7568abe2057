//! A stack given to axum.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn takes<S: onionskin::Application>(_: S) {}

fn main() {
    takes(home {});
}
