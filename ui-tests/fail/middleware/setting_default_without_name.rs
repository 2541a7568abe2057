//! A setting with a number in the parentheses.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(_req: &mut Request, #[setting(10)] _max: usize) {}

fn main() {}
