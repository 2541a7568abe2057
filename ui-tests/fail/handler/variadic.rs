//! A handler with dots.
use onionskin::prelude::*;

#[handler]
fn home(_: ...) -> String {
    String::new()
}

fn main() {}
