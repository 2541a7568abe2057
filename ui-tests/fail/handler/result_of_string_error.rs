//! A handler whose error is a text.
use onionskin::prelude::*;

#[handler]
fn home() -> Result<String, String> {
    Ok(String::new())
}

fn main() {}
