//! A middleware that takes the future of the rest of the stack for its response.
use onionskin::prelude::*;

#[middleware]
async fn stamp(req: &mut Request, next: impl Next) -> Response {
    let mut res = next.run(req);
    res.headers_mut().insert("x-stamp", HeaderValue::from_static("yes"));
    res
}

fn main() {}
