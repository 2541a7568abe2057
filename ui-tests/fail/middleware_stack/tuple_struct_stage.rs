//! A struct with fields as a bare name.
use onionskin::prelude::*;

struct Limit {
    _max: u64,
}

#[middleware]
impl Limit {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { Limit, => home };
}
