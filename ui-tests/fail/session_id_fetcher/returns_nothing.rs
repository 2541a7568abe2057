//! A session id fetcher that returns nothing.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(_req: &Request) {}

fn main() {}
