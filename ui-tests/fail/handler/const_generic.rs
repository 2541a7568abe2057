//! A handler with a const generic.
use onionskin::prelude::*;

#[handler]
fn home<const N: usize>() -> String {
    N.to_string()
}

fn main() {}
