//! An annotation for a header on a parameter.
use onionskin::prelude::*;

#[handler]
async fn show(#[header("x-id")] id: String) -> String {
    id
}

fn main() {}
