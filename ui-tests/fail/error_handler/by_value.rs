//! An error handler that takes the error by value.
use onionskin::prelude::*;

struct DbError;

#[error_handler]
fn failed(_err: DbError) -> StatusCode {
    StatusCode::BAD_GATEWAY
}

fn main() {}
