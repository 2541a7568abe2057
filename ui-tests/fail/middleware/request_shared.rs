//! A middleware that only borrows the request, and has to pass it on.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
