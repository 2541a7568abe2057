//! The attribute on a constant.
use onionskin::prelude::*;

#[middleware]
const AUTH: u64 = 5;

fn main() {}
