//! A middleware at the very end that borrows the outcome.
use onionskin::prelude::*;

#[middleware(finally)]
fn log(_outcome: &Outcome<'_>) {}

fn main() {}
