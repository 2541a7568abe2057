//! A handler that never returns.
use onionskin::prelude::*;

#[handler]
fn home() -> ! { loop {} }

fn main() {}
