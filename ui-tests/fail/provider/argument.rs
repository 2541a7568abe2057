//! An argument that providers do not have.
use onionskin::prelude::*;

struct User;

#[provider(before)]
fn current_user(_req: &Request) -> User {
    User
}

fn main() {}
