//! A provider of a part of the request.
use onionskin::prelude::*;

struct Agent<'a>(&'a str);

#[provider]
fn agent<'a>(req: &'a Request) -> Agent<'a> {
    Agent(req.uri().path())
}

fn main() {}
