//! A middleware on the way out that extracts.
use onionskin::prelude::*;

#[middleware(after)]
fn stamp(res: &mut Response, body: String) {
    res.headers_mut().insert("x-length", HeaderValue::from(body.len()));
}

fn main() {}
