//! A status as a number.
use onionskin::prelude::*;

#[handler]
fn home() -> (u16, String) {
    (200, String::new())
}

fn main() {}
