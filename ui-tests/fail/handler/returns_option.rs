//! A handler that returns an `Option`.
use onionskin::prelude::*;

#[handler]
fn home() -> Option<String> {
    None
}

fn main() {}
