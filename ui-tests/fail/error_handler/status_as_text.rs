//! A status as text.
use onionskin::prelude::*;

#[error_handler("404")]
fn not_found() -> &'static str {
    "not found"
}

fn main() {}
