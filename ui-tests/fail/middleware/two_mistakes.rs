//! Two mistakes in one signature: two errors.
use onionskin::prelude::*;

#[middleware]
async unsafe fn auth(req: &mut Request, next: impl Next, _again: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
