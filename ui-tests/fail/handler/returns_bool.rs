//! A handler that returns a bool.
use onionskin::prelude::*;

#[handler]
fn home() -> bool {
    true
}

fn main() {}
