//! A provider whose error is no response.
use onionskin::prelude::*;

struct User;
struct DbError;

#[provider]
async fn current_user(_req: &Request) -> Result<User, DbError> {
    Err(DbError)
}

fn main() {}
