//! A setting by value that cannot be cloned.
use onionskin::prelude::*;

struct Rules;

#[middleware(before)]
fn limit(_req: &Request, #[setting] _rules: Rules) {}

fn main() {}
