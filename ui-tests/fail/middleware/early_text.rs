//! A middleware that answers early with another type.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    if req.uri().path() == "/" {
        return StatusCode::UNAUTHORIZED;
    }
    next.run(req).await
}

fn main() {}
