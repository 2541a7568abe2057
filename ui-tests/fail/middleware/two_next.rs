//! A middleware that takes the rest of the stack twice.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next, _again: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
