//! A reference to an `Option` of what is provided.
use onionskin::prelude::*;

struct User;

#[provider]
fn user() -> User {
    User
}

#[handler]
fn home(_user: &Option<User>) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { user, => home };
}
