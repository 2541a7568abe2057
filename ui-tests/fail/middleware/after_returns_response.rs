//! A middleware on the way out that returns a response.
use onionskin::prelude::*;

#[middleware(after)]
fn stamp(_res: &mut Response) -> Response {
    Response::new(Body::empty())
}

fn main() {}
