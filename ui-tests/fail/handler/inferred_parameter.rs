//! An inferred parameter.
use onionskin::prelude::*;

#[handler]
async fn list(x: _) -> String {
    let _ = x;
    String::new()
}

fn main() {}
