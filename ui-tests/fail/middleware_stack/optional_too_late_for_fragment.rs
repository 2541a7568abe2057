//! What a fragment can do without is provided below it, also where its type is hidden.
use onionskin::{Optional, prelude::*};

struct User;

#[provider]
fn current_user() -> User {
    User
}

#[middleware(after)]
fn audit(_user: Option<&User>, _res: &mut Response) {}

fn audited() -> impl Stage<Needs = Optional<User, ()>, Lends = ()> {
    middleware_stack! { audit }
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { audited(), current_user, => home };
}
