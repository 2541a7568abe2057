//! A middleware with the calling convention of C.
use onionskin::prelude::*;

#[middleware]
async extern "C" fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
