//! Two stages provide one type.
use onionskin::prelude::*;

struct User;

#[provider]
fn current_user(_req: &Request) -> User {
    User
}

#[provider]
fn guest(_req: &Request) -> User {
    User
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        current_user,
        guest,
        => home
    };
}
