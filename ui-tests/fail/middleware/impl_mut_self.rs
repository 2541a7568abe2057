//! A method of a stage that wants to change the stage.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    async fn handle(&mut self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
