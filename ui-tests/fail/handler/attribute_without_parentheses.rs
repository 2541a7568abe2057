//! A status in the attribute of a handler.
use onionskin::prelude::*;

#[handler(200)]
fn home() -> String {
    String::new()
}

fn main() {}
