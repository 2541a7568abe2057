//! The future of the rest is dropped by name.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    drop(next.run(req));
    StatusCode::OK.into_response()
}

fn main() {}
