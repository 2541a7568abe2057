//! A session id generator that may return none.
use onionskin::prelude::*;

#[session_id_generator]
fn new_session_id() -> Option<SessionId> {
    None
}

fn main() {}
