//! A Result with one type in a provider.
use onionskin::prelude::*;

struct User;

#[provider]
async fn user() -> Result<User> {
    Ok(User)
}

fn main() {}
