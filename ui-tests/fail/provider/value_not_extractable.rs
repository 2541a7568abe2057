//! A provider that takes by value what no request holds.
use onionskin::prelude::*;

struct Db;
struct User;

#[provider]
async fn current_user(_db: Db) -> User {
    User
}

fn main() {}
