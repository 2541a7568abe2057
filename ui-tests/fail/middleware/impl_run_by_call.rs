//! A method that calls.
use onionskin::prelude::*;

struct Log;
#[middleware]
impl Log {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.call(req).await
    }
}

fn main() {}
