//! An argument with a value.
use onionskin::prelude::*;

#[middleware(when = before)]
fn auth(_req: &Request) {}

fn main() {}
