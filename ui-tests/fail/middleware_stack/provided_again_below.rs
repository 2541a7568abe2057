//! A value lent above and in a nested level.
use onionskin::prelude::*;

struct User;
#[provider]
fn user() -> User {
    User
}
#[provider]
fn other() -> User {
    User
}
#[handler]
fn home(u: &User) -> &'static str {
    let _ = u;
    ""
}
fn main() {
    let _ = middleware_stack! { user, => routes { "/a" => { other, => home } } };
}
