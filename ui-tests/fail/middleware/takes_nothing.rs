//! A middleware that takes nothing.
use onionskin::prelude::*;

#[middleware]
fn timing() -> impl Fn(&mut Request) -> Response {
    |_req| todo!()
}

fn main() {}
