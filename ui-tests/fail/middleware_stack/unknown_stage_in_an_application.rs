//! The name of a stage is misspelt, in a function that promises an application.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn app() -> impl Application {
    middleware_stack! { timming, => home }
}

fn main() {
    let _ = app();
}
