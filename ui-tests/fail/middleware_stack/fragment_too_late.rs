//! A fragment stands above what it needs.
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
    let guarded = middleware_stack! { admin };
    let _ = middleware_stack! {
        (guarded),
        current_user,
        => home
    };
}
