//! An error handler that takes no error.
use onionskin::prelude::*;

#[error_handler]
fn failed(_req: &Request) -> StatusCode {
    StatusCode::BAD_GATEWAY
}

fn main() {}
