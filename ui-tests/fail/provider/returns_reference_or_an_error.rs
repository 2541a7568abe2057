//! A provider of a reference, or an error.
use onionskin::prelude::*;

#[provider]
fn host(req: &Request) -> Result<&str, StatusCode> { req.header("host").ok_or(StatusCode::BAD_REQUEST) }

fn main() {}
