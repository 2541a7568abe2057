//! What a stage can do without is provided, but below it.
use onionskin::prelude::*;

struct User;

#[provider]
fn current_user() -> User {
    User
}

#[middleware(after)]
fn audit(_user: Option<&User>, _res: &mut Response) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { audit, current_user, => home };
}
