//! A provider that borrows what it provides.
use onionskin::prelude::*;

struct User;

#[provider]
fn user(_user: &User) -> User {
    User
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { user, => home };
}
