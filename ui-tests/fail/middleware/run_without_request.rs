//! A middleware that does not pass the request on.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run().await
}

fn main() {}
