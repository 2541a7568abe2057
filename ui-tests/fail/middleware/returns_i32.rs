//! A middleware that returns something that is no response.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> i32 {
    next.run(req).await;
    401
}

fn main() {}
