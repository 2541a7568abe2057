//! A setting by another word.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[config] max: u64) { let _ = max; }

fn main() {}
