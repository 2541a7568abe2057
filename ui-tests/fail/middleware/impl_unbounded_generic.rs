//! A stage whose type parameter may be anything.
use onionskin::prelude::*;

struct Auth<T>(T);

#[middleware]
impl<T> Auth<T> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
