//! A provider whose `Option` is borrowed as its value.
use onionskin::prelude::*;

struct User;

#[provider]
fn user() -> Option<User> {
    None
}

#[handler]
fn home(_user: &User) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { user, => home };
}
