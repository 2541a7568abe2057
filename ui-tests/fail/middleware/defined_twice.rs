//! Two stages of one name.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware(before)]
fn timing(req: &mut Request) {}

fn main() {}
