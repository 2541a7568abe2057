//! A session id fetcher that returns a reference.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(req: &Request) -> &str {
    req.uri().path()
}

fn main() {}
