//! A session id fetcher that takes the request by value.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(_req: Request) -> Option<String> {
    None
}

fn main() {}
