//! `default` misspelt.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting(defualt = 10)] _max: u64) {}

fn main() {}
