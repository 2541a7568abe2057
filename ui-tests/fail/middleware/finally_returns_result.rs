//! A finally with a Result.
use onionskin::prelude::*;

#[middleware(finally)]
fn done(outcome: Outcome<'_>) -> Result<(), StatusCode> {
    let _ = outcome;
    Ok(())
}

fn main() {}
