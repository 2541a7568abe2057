//! A session id fetcher as a stage.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(_req: &Request) -> Option<String> {
    None
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        session_id,
        => home
    };
}
