//! A middleware without a return type.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) {
    next.run(req).await;
}

fn main() {}
