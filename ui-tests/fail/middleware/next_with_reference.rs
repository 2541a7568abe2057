//! A middleware that lends a reference.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<&str>) -> Response {
    next.run_with(req, &"ann").await
}

fn main() {}
