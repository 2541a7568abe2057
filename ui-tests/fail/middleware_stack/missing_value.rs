//! A stage borrows what nobody provides.
use onionskin::prelude::*;

struct User;

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
        => home
    };
}
