//! A Result with one type in a handler.
use onionskin::prelude::*;

#[handler]
async fn home() -> Result<String> {
    Ok(String::new())
}

fn main() {}
