//! A fetcher that returns a result.
use onionskin::prelude::*;

#[session_id_fetcher]
fn id(_req: &Request) -> Result<String, StatusCode> {
    Err(StatusCode::OK)
}

fn main() {}
