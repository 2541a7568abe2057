//! An early return of a status.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    if req.headers().get("authorization").is_none() {
        return StatusCode::UNAUTHORIZED;
    }
    next.run(req).await
}

fn main() {}
