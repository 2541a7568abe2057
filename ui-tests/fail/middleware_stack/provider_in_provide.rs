//! A provider that stands behind `provide`.
use onionskin::prelude::*;

struct User;

#[provider]
fn user() -> User {
    User
}

#[handler]
fn home(_user: &User) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { provide user; => home };
}
