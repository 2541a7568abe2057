//! A fetcher that returns a Result without an Option.
use onionskin::prelude::*;

#[session_id_fetcher]
fn id(req: &Request) -> Result<String, StatusCode> {
    let _ = req;
    Err(StatusCode::BAD_REQUEST)
}

fn main() {}
