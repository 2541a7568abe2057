//! A before that returns a status.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(req: &Request) -> StatusCode {
    let _ = req;
    StatusCode::OK
}

fn main() {}
