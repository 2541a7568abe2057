//! A middleware that forgets `Ok`.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Result<Response, StatusCode> {
    next.run(req).await
}

fn main() {}
