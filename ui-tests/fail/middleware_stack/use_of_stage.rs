//! Express's use.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { use timing; => home };
}
