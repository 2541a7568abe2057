//! A provider that returns a reference.
use onionskin::prelude::*;

struct User(String);

#[provider]
fn current_user(user: &User) -> &User {
    user
}

fn main() {}
