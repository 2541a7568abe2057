//! A middleware that takes the request twice.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, _other: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
