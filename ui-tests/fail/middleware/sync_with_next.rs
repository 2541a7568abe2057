//! A middleware around the rest of the stack that is not async.
use onionskin::prelude::*;

#[middleware]
fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
