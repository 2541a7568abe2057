//! A method on the way in that runs the rest.
use onionskin::prelude::*;

struct Auth;

#[middleware(before)]
impl Auth {
    async fn before(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
