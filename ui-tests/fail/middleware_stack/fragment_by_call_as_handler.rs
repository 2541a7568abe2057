//! A fragment at the end by its call.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn common() -> impl Stage<Needs = (), Lends = ()> {
    middleware_stack! { timing }
}
fn main() {
    let _ = middleware_stack! {
        => common()
    };
}
