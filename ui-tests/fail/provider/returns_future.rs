//! A provider that returns a future.
use onionskin::prelude::*;

struct User;

#[provider]
fn user() -> impl Future<Output = User> {
    async { User }
}

fn main() {}
