//! A stage in an if without else.
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
    let debug = true;
    let _ = middleware_stack! {
        (if debug { timing {} }),
        => home
    };
}
