//! A moment of actix.
use onionskin::prelude::*;

#[middleware(wrap)]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
