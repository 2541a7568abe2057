//! A handler that returns a slice.
use onionskin::prelude::*;

#[handler]
async fn bytes() -> [u8] {
    [1, 2]
}

fn main() {}
