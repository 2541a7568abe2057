//! A handler whose error is of the standard library.
use onionskin::prelude::*;

#[handler]
async fn home() -> Result<String, std::io::Error> {
    std::fs::read_to_string("home.html")
}

fn main() {}
