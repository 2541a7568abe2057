//! The request of another body.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request<Body>, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
