//! A method of a stage that is generic.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    async fn handle<T: Send>(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
