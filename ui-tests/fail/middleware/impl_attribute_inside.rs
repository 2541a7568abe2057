//! The attribute inside of the block as well.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    #[middleware]
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
