//! A middleware at the very end that returns.
use onionskin::prelude::*;

#[middleware(finally)]
fn count(_req: &Request, _outcome: Outcome<'_>) -> StatusCode {
    StatusCode::OK
}

fn main() {}
