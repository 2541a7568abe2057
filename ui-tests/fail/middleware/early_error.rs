//! An early Err where a Response is returned.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    if req.headers().get("authorization").is_none() {
        return Err(StatusCode::UNAUTHORIZED);
    }
    next.run(req).await
}

fn main() {}
