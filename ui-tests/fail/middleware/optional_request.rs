//! A request that is said to be missing now and then.
use onionskin::prelude::*;

#[middleware(before)]
fn check(_req: Option<&Request>) {}

fn main() {}
