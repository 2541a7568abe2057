//! Two stacks in the arms of match.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[handler]
fn other() -> &'static str { "other" }
fn main() {
    let _app = match 1 {
        1 => middleware_stack! { => home },
        _ => middleware_stack! { => other },
    };
}
