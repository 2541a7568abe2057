//! A middleware on the way in whose error is text.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(_req: &mut Request) -> Result<(), &'static str> {
    Err("no")
}

fn main() {}
