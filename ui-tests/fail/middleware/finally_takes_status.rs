//! finally with a status.
use onionskin::prelude::*;

#[middleware(finally)]
fn done(req: &Request, status: StatusCode) {
    let _ = (req, status);
}

fn main() {}
