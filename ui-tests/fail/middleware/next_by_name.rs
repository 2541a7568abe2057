//! A middleware that takes `Next` as if it were a type.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: Next) -> Response {
    next.run(req).await
}

fn main() {}
