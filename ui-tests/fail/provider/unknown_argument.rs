//! A provider with an argument.
use onionskin::prelude::*;

struct User;
#[provider(scope = "request")]
fn user() -> User {
    User
}

fn main() {}
