//! A handler that borrows a type by its trait.
use onionskin::prelude::*;

#[handler]
fn home(_name: &impl ToString) -> &'static str {
    "home"
}

fn main() {}
