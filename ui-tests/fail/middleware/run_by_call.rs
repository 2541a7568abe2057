//! tower's call.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    next.call(req).await
}

fn main() {}
