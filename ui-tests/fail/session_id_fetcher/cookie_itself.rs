//! A session id fetcher that returns the whole cookie.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(req: &Request) -> Option<Cookie<'static>> {
    req.cookie("id").map(Cookie::into_owned)
}

fn main() {}
