//! A function in place of its value.
use onionskin::prelude::*;

#[handler]
fn dashboard(_user: &User) -> &'static str {
    "dashboard"
}

struct User;
fn user() -> User {
    User
}
fn main() {
    let _ = middleware_stack! {
        provide user;
        => dashboard
    };
}
