//! The future of the rest is dropped.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    let _ = next.run(req);
    StatusCode::OK.into_response()
}

fn main() {}
