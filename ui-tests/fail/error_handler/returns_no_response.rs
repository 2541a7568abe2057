//! An error handler that returns what is no response.
use onionskin::prelude::*;

struct DbError;

#[error_handler]
fn failed(_err: &DbError) -> u16 {
    502
}

fn main() {}
