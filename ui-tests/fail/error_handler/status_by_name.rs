//! An error handler for a status by its name.
use onionskin::prelude::*;

#[error_handler(NOT_FOUND)]
fn not_found(_req: &Request) -> StatusCode {
    StatusCode::NOT_FOUND
}

fn main() {}
