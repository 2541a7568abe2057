//! Two methods, of which neither is called `handle`.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    async fn one(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
    async fn two(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
