//! A provider of borrowed text.
use onionskin::prelude::*;

#[provider]
fn name(req: &Request) -> &str {
    req.uri().path()
}

fn main() {}
