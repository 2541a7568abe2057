//! An error handler that wants to change the request.
use onionskin::prelude::*;

struct DbError;

#[error_handler]
fn failed(_err: &DbError, _req: &mut Request) -> StatusCode {
    StatusCode::BAD_GATEWAY
}

fn main() {}
