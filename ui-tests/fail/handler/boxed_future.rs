//! A handler that returns a boxed future.
use onionskin::prelude::*;

use std::pin::Pin;

#[handler]
fn home() -> Pin<Box<dyn Future<Output = String> + Send>> {
    Box::pin(async { String::new() })
}

fn main() {}
