//! A provider whose `Arc` is borrowed as its value.
use onionskin::prelude::*;

use std::sync::Arc;

struct User;

#[provider]
fn user() -> Arc<User> {
    Arc::new(User)
}

#[handler]
fn home(_user: &User) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { user, => home };
}
