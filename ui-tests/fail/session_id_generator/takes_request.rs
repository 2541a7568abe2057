//! A session id generator that takes the request.
use onionskin::prelude::*;

#[session_id_generator]
fn new_session_id(_req: &Request) -> SessionId {
    SessionId::random::<128>()
}

fn main() {}
