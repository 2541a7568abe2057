//! A provider that needs what it provides.
use onionskin::prelude::*;

struct User;
#[provider]
fn user(user: &User) -> User {
    let _ = user;
    User
}
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { user, => home };
}
