//! The rest of the stack with a trait that is not `Next`.
use onionskin::prelude::*;

#[middleware]
async fn auth(_req: &mut Request, next: impl Send) -> Response {
    drop(next);
    Response::new(Body::empty())
}

fn main() {}
