//! A fragment that is spread.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn common() -> impl Stage<Needs = (), Lends = ()> {
    middleware_stack! { timing }
}
fn main() {
    let _ = middleware_stack! {
        ..common(),
        => home
    };
}
