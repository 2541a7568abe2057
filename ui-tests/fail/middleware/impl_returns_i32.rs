//! A method of a stage that returns something that is no response.
use onionskin::prelude::*;

struct Auth;

#[middleware]
impl Auth {
    async fn handle(&self, req: &mut Request, next: impl Next) -> i32 {
        next.run(req).await;
        401
    }
}

fn main() {}
