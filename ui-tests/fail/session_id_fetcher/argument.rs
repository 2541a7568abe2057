//! A name in the attribute.
use onionskin::prelude::*;

#[session_id_fetcher("SESSION_ID")]
fn id(_req: &Request) -> Option<String> {
    None
}

fn main() {}
