//! A handler that borrows a type that does not exist.
use onionskin::prelude::*;

#[handler]
async fn search(_config: &Confg) -> String {
    String::new()
}

fn main() {}
