//! finally with the outcome's type without its lifetime, exclusively.
use onionskin::prelude::*;

#[middleware(finally)]
fn done(req: &Request, outcome: &mut Outcome) {
    let _ = (req, outcome);
}

fn main() {}
