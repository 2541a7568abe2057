//! A trait in place of a type.
use onionskin::prelude::*;

trait Store: Send + Sync {}

#[handler]
async fn home(store: &Store) -> String {
    String::new()
}

fn main() {}
