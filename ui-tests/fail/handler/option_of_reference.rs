//! An `Option` of a reference.
use onionskin::prelude::*;

struct User;

#[handler]
fn home(_user: Option<&User>) -> &'static str {
    "home"
}

fn main() {}
