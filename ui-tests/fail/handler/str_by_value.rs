//! A handler that borrows text that nobody can lend.
use onionskin::prelude::*;

#[handler]
async fn home(name: &str) -> String {
    name.to_owned()
}

fn main() {}
