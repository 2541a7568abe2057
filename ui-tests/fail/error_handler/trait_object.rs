//! An error handler for every error.
use onionskin::prelude::*;

#[error_handler]
fn failed(_err: &dyn std::error::Error) -> &'static str {
    "failed"
}

fn main() {}
