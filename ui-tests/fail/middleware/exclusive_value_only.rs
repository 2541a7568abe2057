//! A middleware on the way in that wants a value for itself.
use onionskin::prelude::*;

struct Config;

#[middleware(before)]
fn check(_config: &mut Config) {}

fn main() {}
