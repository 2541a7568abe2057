//! The rest of the stack is run after it was moved.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    let rest = next;
    rest.run(req).await;
    next.run(req).await
}

fn main() {}
