//! A route in the attribute.
use onionskin::prelude::*;

#[handler(GET, "/")]
async fn home() -> String {
    String::new()
}

fn main() {}
