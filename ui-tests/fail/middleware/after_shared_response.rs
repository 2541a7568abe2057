//! A middleware on the way out that borrows the response.
use onionskin::prelude::*;

#[middleware(after)]
fn stamp(res: &Response) {
    let _ = res.status();
}

fn main() {}
