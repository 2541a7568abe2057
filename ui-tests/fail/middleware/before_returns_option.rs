//! A middleware on the way in that returns an option.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(_req: &mut Request) -> Option<Response> {
    None
}

fn main() {}
