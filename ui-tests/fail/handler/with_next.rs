//! A handler that takes the rest of the stack.
use onionskin::prelude::*;

#[handler]
async fn home(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
