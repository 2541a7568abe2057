//! The request as a setting.
use onionskin::prelude::*;

#[middleware]
async fn auth(#[setting] req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
