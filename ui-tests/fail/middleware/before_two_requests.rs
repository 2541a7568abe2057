//! A hook with the request in two ways.
use onionskin::prelude::*;

#[middleware(before)]
fn check(req: &Request, other: &mut Request) { let _ = (req, other); }

fn main() {}
