//! What the rest of the stack gives is unwrapped.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await.unwrap()
}

fn main() {}
