//! `setting` misspelt.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[settings] _max: u64) {}

fn main() {}
