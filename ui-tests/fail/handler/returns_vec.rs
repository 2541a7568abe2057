//! A handler that returns a list.
use onionskin::prelude::*;

#[handler]
fn home() -> Vec<String> {
    Vec::new()
}

fn main() {}
