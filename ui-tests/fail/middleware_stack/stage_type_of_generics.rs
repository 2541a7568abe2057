//! A generic stage without its type.
use onionskin::prelude::*;

struct Limit<T>(T);

#[middleware]
impl<T: Send + Sync + 'static> Limit<T> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { Limit::<u64>, => home };
}
