//! A handler that returns nothing.
use onionskin::prelude::*;

#[handler]
async fn home(_req: &Request) {}

fn main() {}
