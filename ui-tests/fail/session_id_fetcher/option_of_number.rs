//! A session id fetcher whose id is a number.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(_req: &Request) -> Option<u64> {
    Some(7)
}

fn main() {}
