//! A misspelt argument.
use onionskin::prelude::*;

#[middleware(befor)]
fn auth(_req: &Request) {}

fn main() {}
