//! An unsafe middleware.
use onionskin::prelude::*;

#[middleware]
async unsafe fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
