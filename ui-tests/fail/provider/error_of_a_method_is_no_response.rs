//! A provider's method whose error is no response.
use onionskin::prelude::*;

struct Pool;
struct Connection;
struct Exhausted;

#[provider]
impl Pool {
    async fn provide(&self) -> Result<Connection, Exhausted> {
        Err(Exhausted)
    }
}

fn main() {}
