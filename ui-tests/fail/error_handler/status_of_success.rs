//! An error handler for a status that is no error.
use onionskin::prelude::*;

#[error_handler(200)]
fn fine(_req: &Request) -> StatusCode {
    StatusCode::OK
}

fn main() {}
