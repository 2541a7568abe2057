//! A question mark after the rest of the stack.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await?
}

fn main() {}
