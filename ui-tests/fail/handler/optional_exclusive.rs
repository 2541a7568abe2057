//! An optional value that is borrowed exclusively.
use onionskin::prelude::*;

struct Cart;

#[handler]
fn home(_cart: Option<&mut Cart>) -> &'static str {
    "home"
}

fn main() {}
