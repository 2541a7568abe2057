//! A middleware that takes the rest of the stack as a trait object.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: &dyn Next) -> Response {
    next.run(req).await
}

fn main() {}
