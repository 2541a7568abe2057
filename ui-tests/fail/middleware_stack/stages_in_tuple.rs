//! A tuple of stages in a variable.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let stages = (timing {}, Timing::new());
    let _ = middleware_stack! {
        (stages),
        => home
    };
}
