//! The client's address by value.
use onionskin::prelude::*;

#[handler]
fn ip(addr: ClientAddr) -> String {
    format!("{addr:?}")
}

fn main() {}
