//! A provider's method that lends nothing.
use onionskin::prelude::*;

struct Pool;

#[provider]
impl Pool {
    async fn provide(&self, _req: &Request) {}
}

fn main() {}
