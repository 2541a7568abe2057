//! A method of a stage that takes the stage away.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    async fn handle(self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
