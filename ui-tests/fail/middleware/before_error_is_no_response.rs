//! A middleware on the way in whose error is no response.
use onionskin::prelude::*;

struct DbError;

#[middleware(before)]
fn auth(_req: &Request) -> Result<(), DbError> {
    Err(DbError)
}

fn main() {}
