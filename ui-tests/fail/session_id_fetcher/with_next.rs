//! A session id fetcher that takes the rest of the stack.
use onionskin::prelude::*;

#[session_id_fetcher]
async fn session_id(_req: &mut Request, _next: impl Next) -> Option<String> {
    None
}

fn main() {}
