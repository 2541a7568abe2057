//! A middleware at the very end that takes something else than the outcome.
use onionskin::prelude::*;

#[middleware(finally)]
fn count(_req: &Request, _status: StatusCode) {}

fn main() {}
