//! A middleware that wants to give the request away.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(*req).await
}

fn main() {}
