//! A generic middleware function.
use onionskin::prelude::*;

#[middleware]
async fn auth<T: Send>(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
