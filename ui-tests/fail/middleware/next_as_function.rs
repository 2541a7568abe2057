//! The rest of the stack called as a function.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next(req).await
}

fn main() {}
