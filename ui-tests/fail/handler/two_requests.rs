//! A handler that takes the request twice.
use onionskin::prelude::*;

#[handler]
async fn home(_req: &mut Request, _again: &mut Request) -> String {
    String::new()
}

fn main() {}
