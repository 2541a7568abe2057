//! A default that is not of the type of its setting.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(_req: &Request, #[setting(default = "10")] _max: u64) {}

fn main() {}
