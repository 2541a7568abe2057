//! A path of the crate that is not absolute.
use onionskin::prelude::*;

#[middleware(crate = onionskin)]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
