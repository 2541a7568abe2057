//! A middleware on the way out that takes no response.
use onionskin::prelude::*;

#[middleware(after)]
fn stamp(_req: &Request) {}

fn main() {}
