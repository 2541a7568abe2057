//! A setting with two defaults.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting(default = 1, default = 2)] max: u64) {
    let _ = max;
}

fn main() {}
