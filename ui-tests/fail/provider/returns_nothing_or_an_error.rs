//! A provider of nothing, or an error.
use onionskin::prelude::*;

#[provider]
fn check(req: &Request) -> Result<(), StatusCode> { let _ = req; Ok(()) }

fn main() {}
