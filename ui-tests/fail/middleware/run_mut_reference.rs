//! The request borrowed twice.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(&mut req).await
}

fn main() {}
