//! A method without `self`.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    async fn handle(req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
