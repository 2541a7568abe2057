//! A value lent through a `next` that lends nothing.
use onionskin::prelude::*;

struct User;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run_with(req, &User).await
}

fn main() {}
