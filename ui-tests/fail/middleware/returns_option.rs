//! A middleware that returns an `Option`.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Option<Response> {
    Some(next.run(req).await)
}

fn main() {}
