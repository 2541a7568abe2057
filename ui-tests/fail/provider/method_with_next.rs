//! A provider's method that runs the rest of the stack.
use onionskin::prelude::*;

struct Pool;
struct Connection;

#[provider]
impl Pool {
    async fn provide(&self, req: &mut Request, next: impl Next) -> Connection {
        next.run(req).await;
        Connection
    }
}

fn main() {}
