//! A middleware that uses the response before it is there.
use onionskin::prelude::*;

#[middleware]
async fn stamp(req: &mut Request, next: impl Next) -> Response {
    if next.run(req).status().is_success() {
        return StatusCode::OK.into_response();
    }
    StatusCode::BAD_GATEWAY.into_response()
}

fn main() {}
