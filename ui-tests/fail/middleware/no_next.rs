//! A middleware that never runs the rest of the stack.
use onionskin::prelude::*;

#[middleware]
async fn auth(_req: &mut Request) -> Response {
    StatusCode::OK.into_response()
}

fn main() {}
