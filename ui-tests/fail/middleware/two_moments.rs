//! Two moments in one attribute.
use onionskin::prelude::*;

#[middleware(before, after)]
fn auth(_req: &Request) {}

fn main() {}
