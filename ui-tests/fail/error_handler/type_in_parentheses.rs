//! The type of the error in the parentheses.
use onionskin::prelude::*;

struct DbError;
#[error_handler(DbError)]
fn failed(err: &DbError) -> StatusCode {
    let _ = err;
    StatusCode::BAD_GATEWAY
}

fn main() {}
