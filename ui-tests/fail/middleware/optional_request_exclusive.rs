//! A request that is said to be missing, where it is needed to go on.
use onionskin::prelude::*;

#[middleware(before)]
async fn check(_req: Option<&mut Request>) {}

fn main() {}
