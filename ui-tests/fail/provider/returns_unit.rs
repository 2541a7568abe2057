//! A provider that returns the empty value.
use onionskin::prelude::*;

#[provider]
fn current_user(_req: &Request) -> () {}

fn main() {}
