//! actix's shape.
use onionskin::prelude::*;

#[middleware]
async fn log<B>(req: &mut Request, next: Next<B>) -> Response {
    next.run(req).await
}

fn main() {}
