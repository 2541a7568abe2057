//! A setting with a number in the parentheses.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(req: &mut Request, #[setting(10)] max: usize) {}

fn main() {}
