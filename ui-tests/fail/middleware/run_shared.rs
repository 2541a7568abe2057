//! The rest is run with a shared request.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(&req).await
}

fn main() {}
