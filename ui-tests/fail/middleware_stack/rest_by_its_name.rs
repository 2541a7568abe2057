//! A stack that ends in the rest of the stack.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {
    let _ = middleware_stack! { timing, => next };
}
