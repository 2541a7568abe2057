//! A parameter without its colon.
use onionskin::prelude::*;

#[middleware]
async fn timing(req &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
