//! A moment as a value.
use onionskin::prelude::*;

#[middleware(when = "before")]
fn auth() {}

fn main() {}
