//! A before that returns an optional response, as in Flask.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(req: &Request) -> Option<Response> {
    let _ = req;
    None
}

fn main() {}
