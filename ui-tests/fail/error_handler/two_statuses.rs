//! Two statuses.
use onionskin::prelude::*;

#[error_handler(404, 405)]
fn failed() -> &'static str {
    "failed"
}

fn main() {}
