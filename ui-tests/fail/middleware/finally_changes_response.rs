//! A middleware at the very end that takes the response to change it.
use onionskin::prelude::*;

#[middleware(finally)]
fn stamp(res: &mut Response) {
    res.headers_mut().clear();
}

fn main() {}
