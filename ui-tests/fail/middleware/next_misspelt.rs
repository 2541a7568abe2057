//! A middleware whose `Next` is misspelt.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Nxt) -> Response {
    next.run(req).await
}

fn main() {}
