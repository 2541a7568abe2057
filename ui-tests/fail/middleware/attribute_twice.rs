//! The same attribute twice.
use onionskin::prelude::*;

#[middleware]
#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
