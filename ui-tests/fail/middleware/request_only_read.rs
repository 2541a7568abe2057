//! A middleware that only reads the request, and does not say when.
use onionskin::prelude::*;

#[middleware]
fn log(req: &Request) {
    println!("{}", req.uri());
}

fn main() {}
