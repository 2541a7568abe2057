//! A parameter that is meant as a setting, and is not marked.
use onionskin::prelude::*;

#[middleware(before)]
fn body_at_most(req: &Request, max: u64) -> Result<(), StatusCode> {
    match req.uri().path().len() as u64 > max {
        true => Err(StatusCode::URI_TOO_LONG),
        false => Ok(()),
    }
}

fn main() {}
