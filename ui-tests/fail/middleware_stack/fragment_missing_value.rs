//! A fragment needs what nobody above it provides.
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
    let guarded = middleware_stack! { admin };
    let _ = middleware_stack! {
        (guarded),
        => home
    };
}
