//! A middleware that is const.
use onionskin::prelude::*;

#[middleware(before)]
const fn auth(_req: &Request) {}

fn main() {}
