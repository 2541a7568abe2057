//! An error handler as the fallback.
use onionskin::prelude::*;

#[error_handler(404)]
fn not_found() -> &'static str {
    "not found"
}

fn main() {
    let _ = middleware_stack! { => routes { _ => not_found } };
}
