//! A middleware that uses `?` and returns a response.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    let _count: u32 = "3".parse()?;
    next.run(req).await
}

fn main() {}
