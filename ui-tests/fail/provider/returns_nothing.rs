//! A provider that returns nothing.
use onionskin::prelude::*;

#[provider]
fn current_user(_req: &Request) {}

fn main() {}
