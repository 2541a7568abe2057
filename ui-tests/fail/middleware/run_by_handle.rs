//! A method of another name.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    next.handle(req).await
}

fn main() {}
