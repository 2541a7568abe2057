//! A handler that returns a number.
use onionskin::prelude::*;

#[handler]
async fn answer() -> u32 {
    42
}

fn main() {}
