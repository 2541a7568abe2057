//! A setting that is a closure's trait.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting] check: dyn Fn(u32) -> bool) { let _ = check; }

fn main() {}
