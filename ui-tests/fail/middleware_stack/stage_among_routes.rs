//! A stage among the routes.
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
    let _ = middleware_stack! {
        => routes { timing, GET "/" => home, }
    };
}
