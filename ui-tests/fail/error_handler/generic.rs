//! A generic error handler.
use onionskin::prelude::*;

#[error_handler]
fn failed<E: std::error::Error>(_err: &E) -> &'static str {
    "failed"
}

fn main() {}
