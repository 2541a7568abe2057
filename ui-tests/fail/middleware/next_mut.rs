//! `next` as a mutable reference.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: &mut impl Next) -> Response {
    next.run(req).await
}

fn main() {}
