//! A middleware on the way in whose `Ok` is a response.
use onionskin::prelude::*;

#[middleware(before)]
fn auth(_req: &mut Request) -> Result<Response, StatusCode> {
    Err(StatusCode::OK)
}

fn main() {}
