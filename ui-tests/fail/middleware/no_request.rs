//! A middleware without the request.
use onionskin::prelude::*;

#[middleware]
async fn auth(next: impl Next) -> Response {
    next.run(&mut Request::default()).await
}

fn main() {}
