//! A function without its attribute as a stage.
use onionskin::prelude::*;

async fn audit(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        audit,
        => home
    };
}
