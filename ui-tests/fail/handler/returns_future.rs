//! A handler that returns a future.
use onionskin::prelude::*;

#[handler]
fn home() -> impl Future<Output = String> {
    async { String::new() }
}

fn main() {}
