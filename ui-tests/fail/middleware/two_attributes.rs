//! Two attributes on one function.
use onionskin::prelude::*;

#[middleware]
#[handler]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
