//! A handler that returns the `Result` of another module.
use onionskin::prelude::*;

use std::io;

#[handler]
fn home() -> io::Result<String> {
    Ok(String::new())
}

fn main() {}
