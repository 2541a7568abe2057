//! axum's Extension in a provider.
use onionskin::prelude::*;

struct User;
struct Db;

#[provider]
async fn user(Extension(db): Extension<Db>) -> User {
    User
}

fn main() {}
