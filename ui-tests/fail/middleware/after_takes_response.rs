//! An after that takes and returns the response.
use onionskin::prelude::*;

#[middleware(after)]
fn stamp(res: Response) -> Response {
    res
}

fn main() {}
