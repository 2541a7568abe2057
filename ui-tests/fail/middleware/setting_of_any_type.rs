//! A setting of any type.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(#[setting] max: impl Into<u64>) {
    let _: u64 = max.into();
}

fn main() {}
