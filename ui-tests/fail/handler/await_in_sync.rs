//! A handler that waits without being async.
use onionskin::prelude::*;

#[handler]
fn home() -> String {
    load().await
}

async fn load() -> String {
    String::new()
}

fn main() {}
