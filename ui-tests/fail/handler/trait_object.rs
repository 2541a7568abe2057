//! A handler that borrows a trait object.
use onionskin::prelude::*;

trait Store {}

#[handler]
fn home(_store: &dyn Store) -> &'static str {
    "home"
}

fn main() {}
