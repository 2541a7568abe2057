//! An error handler for an error that borrows.
use onionskin::prelude::*;

struct BadInput<'a>(&'a str);

#[error_handler]
fn failed(err: &BadInput<'_>) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, err.0.to_owned())
}

fn main() {}
