//! A provider whose error is text.
use onionskin::prelude::*;

struct User;

#[provider]
fn user() -> Result<User, String> {
    Ok(User)
}

fn main() {}
