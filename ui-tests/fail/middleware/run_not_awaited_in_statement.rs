//! The future of the rest is a statement.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    next.run(req);
    StatusCode::OK.into_response()
}

fn main() {}
