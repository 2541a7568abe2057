//! A stage that lends cannot be switched off.
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
    let _ = middleware_stack! {
        (Some(current_user {})),
        => home
    };
}
