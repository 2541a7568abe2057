//! A stage with a lifetime.
use onionskin::prelude::*;

struct Auth<'a>(&'a str);

#[middleware]
impl<'a> Auth<'a> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
