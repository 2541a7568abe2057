//! A fetcher that takes the request twice.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(req: &Request, again: &mut Request) -> Option<String> {
    let _ = (req, again);
    None
}

fn main() {}
