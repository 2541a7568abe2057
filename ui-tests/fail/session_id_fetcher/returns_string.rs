//! A session id fetcher that always has an id.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(_req: &Request) -> String {
    String::new()
}

fn main() {}
