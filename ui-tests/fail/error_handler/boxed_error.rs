//! An error handler for a boxed error.
use onionskin::prelude::*;

#[error_handler]
fn failed(err: &Box<dyn std::error::Error>) -> String {
    err.to_string()
}

fn main() {}
