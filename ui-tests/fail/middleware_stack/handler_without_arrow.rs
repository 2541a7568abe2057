//! The arrow before the handler is forgotten.
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
    middleware_stack! {
        timing,
        home
    }
}

fn main() {
    let _ = app();
}
