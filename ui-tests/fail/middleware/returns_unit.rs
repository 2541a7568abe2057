//! A middleware that returns unit.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> () {
    next.run(req).await;
}

fn main() {}
