//! A setting without a name.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(_req: &Request, #[setting] (_from, _to): (u64, u64)) {}

fn main() {}
