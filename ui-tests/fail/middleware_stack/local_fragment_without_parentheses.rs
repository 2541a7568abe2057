//! A fragment in a variable.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {
    let common = middleware_stack! { timing };
    let _ = middleware_stack! {
        common,
        => home
    };
}
