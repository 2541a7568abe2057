//! A middleware that wants to change a value of the stack.
use onionskin::prelude::*;

struct Config;

#[middleware]
async fn auth(req: &mut Request, _config: &mut Config, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
