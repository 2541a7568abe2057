//! The rest of the stack called as with tower.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.call(req).await
}

fn main() {}
