//! A middleware on the way in that wants to lend a value.
use onionskin::prelude::*;

struct User;

#[middleware(before)]
fn auth(_req: &Request) -> Result<User, StatusCode> {
    Ok(User)
}

fn main() {}
