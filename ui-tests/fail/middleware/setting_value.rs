//! A setting with a value.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting = 10] _max: u64) {}

fn main() {}
