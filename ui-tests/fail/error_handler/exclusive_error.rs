//! An error handler that changes the error.
use onionskin::prelude::*;

struct DbError;
#[error_handler]
fn failed(err: &mut DbError) -> StatusCode {
    let _ = err;
    StatusCode::BAD_GATEWAY
}

fn main() {}
