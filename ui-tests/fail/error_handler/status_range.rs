//! A range of statuses.
use onionskin::prelude::*;

#[error_handler(500..=599)]
fn failed() -> &'static str {
    "failed"
}

fn main() {}
