//! A status that does not exist.
use onionskin::prelude::*;

#[error_handler(700)]
fn failed() -> &'static str {
    "failed"
}

fn main() {}
