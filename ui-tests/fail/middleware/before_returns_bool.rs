//! A middleware on the way in that returns a bool.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(_req: &mut Request) -> bool {
    true
}

fn main() {}
