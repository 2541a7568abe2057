//! A stage stands above the one that provides what it borrows.
use onionskin::prelude::*;

struct User;

#[provider]
fn current_user(_req: &Request) -> User {
    User
}

#[middleware]
async fn admin(req: &mut Request, _user: &User, next: impl Next) -> Response {
    next.run(req).await
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        admin,
        current_user,
        => home
    };
}
