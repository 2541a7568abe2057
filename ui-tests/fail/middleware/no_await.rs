//! A middleware that forgets `.await`.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    next.run(req)
}

fn main() {}
