//! A middleware at the very end that is async.
use onionskin::prelude::*;

#[middleware(finally)]
async fn count(_req: &Request, _outcome: Outcome<'_>) {}

fn main() {}
