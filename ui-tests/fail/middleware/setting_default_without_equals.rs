//! The default of a setting in parentheses.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting(default(10))] _max: u64) {}

fn main() {}
