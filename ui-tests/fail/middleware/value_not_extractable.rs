//! A middleware that takes by value what no request holds.
use onionskin::prelude::*;

struct Config;

#[middleware]
async fn auth(req: &mut Request, next: impl Next, _config: Config) -> Response {
    next.run(req).await
}

fn main() {}
