//! A middleware on the way in that returns a response.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(_req: &mut Request) -> Response {
    Response::new(Body::empty())
}

fn main() {}
