//! A stage stands above the middleware that lends what it borrows.
use onionskin::prelude::*;

struct User;

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
    next.run_with(req, &User).await
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
        auth,
        => home
    };
}
