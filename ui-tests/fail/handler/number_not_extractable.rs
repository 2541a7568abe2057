//! A handler that takes a part of the path without `Path`.
use onionskin::prelude::*;

#[handler]
async fn user(id: u64) -> String {
    id.to_string()
}

fn main() {}
