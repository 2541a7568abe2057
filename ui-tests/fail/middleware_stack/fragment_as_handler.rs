//! A fragment as the handler.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {
    let fragment = middleware_stack! { timing };
    let _ = middleware_stack! { => (fragment) };
}
