//! next is awaited itself.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.await
}

fn main() {}
