//! An error handler that takes the rest of the stack.
use onionskin::prelude::*;

struct DbError;

#[error_handler]
async fn failed(_err: &DbError, _next: impl Next) -> StatusCode {
    StatusCode::BAD_GATEWAY
}

fn main() {}
