//! A handler that returns data and forgets `Json`.
use onionskin::prelude::*;

#[derive(Serialize)]
struct User {
    name: String,
}

#[handler]
async fn user() -> Result<User, StatusCode> {
    Err(StatusCode::NOT_FOUND)
}

fn main() {}
