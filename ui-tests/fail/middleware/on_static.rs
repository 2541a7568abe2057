//! The attribute on a closure in a static.
use onionskin::prelude::*;

#[middleware]
static AUTH: fn() = || {};

fn main() {}
