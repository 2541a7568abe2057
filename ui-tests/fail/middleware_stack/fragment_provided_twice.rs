//! A fragment provides what the stack provides.
use onionskin::prelude::*;

struct User;

#[provider]
fn current_user(_req: &Request) -> User {
    User
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let known = middleware_stack! { current_user };
    let _ = middleware_stack! {
        current_user,
        (known),
        => home
    };
}
