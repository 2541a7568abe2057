//! A provider that returns a type that does not exist.
use onionskin::prelude::*;

#[provider]
fn user() -> Usr {
    panic!("never called")
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { user, => home };
}
