//! Returns a Result without an error type in a middleware.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Result<Response, ()> {
    Ok(next.run(req).await)
}

fn main() {}
