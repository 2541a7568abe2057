//! An argument in quotes.
use onionskin::prelude::*;

#[middleware("before")]
fn auth(_req: &Request) {}

fn main() {}
