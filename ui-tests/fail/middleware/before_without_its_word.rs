//! A hook on the way in without its word.
use onionskin::prelude::*;

#[middleware()]
fn check(req: &mut Request) {
    let _ = req;
}

fn main() {}
