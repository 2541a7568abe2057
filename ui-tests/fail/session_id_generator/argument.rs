//! An argument that generators do not have.
use onionskin::prelude::*;

#[session_id_generator(bits = 128)]
fn new_session_id() -> SessionId {
    SessionId::random::<128>()
}

fn main() {}
