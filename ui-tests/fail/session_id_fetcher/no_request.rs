//! A session id fetcher without the request.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id() -> Option<String> {
    None
}

fn main() {}
