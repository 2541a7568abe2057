//! A middleware that borrows what threads cannot share.
use onionskin::prelude::*;

use std::cell::Cell;

#[middleware]
async fn count(req: &mut Request, hits: &Cell<u64>, next: impl Next) -> Response {
    hits.set(hits.get() + 1);
    next.run(req).await
}

fn main() {}
