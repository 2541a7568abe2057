//! A handler whose error is no response.
use onionskin::prelude::*;

struct DbError;

#[handler]
async fn home() -> Result<String, DbError> {
    Err(DbError)
}

fn main() {}
