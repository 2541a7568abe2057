//! A return type that is left open.
use onionskin::prelude::*;

#[handler]
fn home() -> Result<_, StatusCode> { Ok("home") }

fn main() {}
