//! A part of the path by an index.
use onionskin::prelude::*;

#[handler]
fn show(req: &Request) -> String {
    req.params["id"].to_owned()
}

fn main() {}
