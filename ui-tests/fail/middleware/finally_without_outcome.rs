//! A middleware at the very end that takes no outcome.
use onionskin::prelude::*;

#[middleware(finally)]
fn count(_req: &Request) {}

fn main() {}
