//! A middleware on the way out that returns the response.
use onionskin::prelude::*;

#[middleware(after)]
fn stamp(res: Response) -> Response {
    res
}

fn main() {}
