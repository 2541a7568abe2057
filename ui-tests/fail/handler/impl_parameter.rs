//! A handler that takes a type by its trait.
use onionskin::prelude::*;

#[handler]
fn home(_name: impl Into<String>) -> &'static str {
    "home"
}

fn main() {}
