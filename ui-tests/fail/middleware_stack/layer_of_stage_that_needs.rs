//! A stage that borrows from a stack as a layer of tower.
use onionskin::prelude::*;

struct User;

#[middleware]
async fn admin(_user: &User, req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {
    let _ = onionskin::tower::layer(admin {});
}
