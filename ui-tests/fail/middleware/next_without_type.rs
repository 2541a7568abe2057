//! `NextWith` without its type.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith) -> Response {
    next.run_with(req, &()).await
}

fn main() {}
