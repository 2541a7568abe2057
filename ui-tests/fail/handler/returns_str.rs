//! Returns &str without a lifetime.
use onionskin::prelude::*;

#[handler]
fn find() -> &str {
    "found"
}

fn main() {}
