//! A handler whose body is not of its return type.
use onionskin::prelude::*;

#[handler]
async fn home() -> String {
    42
}

fn main() {}
