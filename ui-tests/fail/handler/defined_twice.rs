//! Two handlers of one name.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[handler]
fn home() -> &'static str {
    "again"
}

fn main() {}
