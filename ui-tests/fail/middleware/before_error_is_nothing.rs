//! A hook with an empty error.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(req: &mut Request) -> Result<(), ()> {
    Err(())
}

fn main() {}
