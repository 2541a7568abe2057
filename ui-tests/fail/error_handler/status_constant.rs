//! A status by its constant.
use onionskin::prelude::*;

#[error_handler(StatusCode::NOT_FOUND)]
fn failed() -> &'static str {
    "failed"
}

fn main() {}
