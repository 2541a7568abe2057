//! What a stage of a fragment can do without is provided further down in the fragment.
use onionskin::prelude::*;

struct User;

#[provider]
fn current_user() -> User {
    User
}

#[middleware(after)]
fn audit(_user: Option<&User>, _res: &mut Response) {}

fn main() {
    let _ = middleware_stack! { audit, current_user };
}
