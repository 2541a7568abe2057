//! A misspelt `crate` argument.
use onionskin::prelude::*;

#[middleware(krate = ::onionskin)]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
