//! A middleware function with a receiver.
use onionskin::prelude::*;

struct Auth;

impl Auth {
    #[middleware]
    async fn auth(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
