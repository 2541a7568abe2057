//! A handler whose error is a box of any error.
use onionskin::prelude::*;

#[handler]
async fn home() -> Result<String, Box<dyn std::error::Error>> {
    Ok(std::fs::read_to_string("home.html")?)
}

fn main() {}
