//! A middleware on the way in that returns text.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(_req: &Request) -> &'static str {
    "who are you?"
}

fn main() {}
