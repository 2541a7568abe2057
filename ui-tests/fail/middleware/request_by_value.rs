//! A middleware that takes the request by value.
use onionskin::prelude::*;

#[middleware]
async fn auth(mut req: Request, next: impl Next) -> Response {
    next.run(&mut req).await
}

fn main() {}
