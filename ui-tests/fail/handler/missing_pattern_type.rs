//! A parameter without its type.
use onionskin::prelude::*;

#[handler]
fn home(config) -> String {
    String::new()
}

fn main() {}
