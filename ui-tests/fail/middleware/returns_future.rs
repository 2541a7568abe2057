//! A middleware that returns a future.
use onionskin::prelude::*;

#[middleware]
fn auth(req: &mut Request, next: impl Next) -> impl Future<Output = Response> {
    async move { next.run(req).await }
}

fn main() {}
