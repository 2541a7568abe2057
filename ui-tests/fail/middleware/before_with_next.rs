//! A middleware on the way in that takes the rest of the stack.
use onionskin::prelude::*;

#[middleware(before)]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
