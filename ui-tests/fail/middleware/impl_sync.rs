//! A method that is not async.
use onionskin::prelude::*;

struct Limit;
#[middleware]
impl Limit {
    fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
