//! A mutable next.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: &mut impl Next) -> Response {
    next.run(req).await
}

fn main() {}
