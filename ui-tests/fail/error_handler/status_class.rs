//! An error handler for a class.
use onionskin::prelude::*;

#[error_handler(5xx)]
fn failed() -> &'static str {
    ""
}

fn main() {}
