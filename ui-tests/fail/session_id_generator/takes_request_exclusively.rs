//! A session id generator that takes the request to change it.
use onionskin::prelude::*;

#[session_id_generator]
fn new_session_id(_req: &mut Request) -> SessionId {
    SessionId::random::<128>()
}

fn main() {}
