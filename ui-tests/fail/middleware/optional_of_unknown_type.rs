//! An optional value of a type that does not exist.
use onionskin::prelude::*;

#[middleware(before)]
fn look(_cart: Option<&Kart>) {}

fn main() {}
