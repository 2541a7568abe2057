//! A provider of a boxed future.
use onionskin::prelude::*;

struct User;
#[provider]
fn user() -> std::pin::Pin<Box<dyn Future<Output = User> + Send>> {
    Box::pin(async { User })
}

fn main() {}
