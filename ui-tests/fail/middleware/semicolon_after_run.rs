//! A semicolon behind the last expression.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await;
}

fn main() {}
