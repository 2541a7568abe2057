//! A fetcher that returns a cookie.
use onionskin::prelude::*;

#[session_id_fetcher]
fn id(req: &Request) -> Option<Cookie<'_>> {
    req.cookie("id")
}

fn main() {}
