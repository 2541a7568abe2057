//! The attribute on an associated function.
use onionskin::prelude::*;

struct Auth;

impl Auth {
    #[middleware]
    async fn auth(req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
