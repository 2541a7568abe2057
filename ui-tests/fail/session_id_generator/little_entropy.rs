//! A session id that can be guessed.
use onionskin::prelude::*;

#[session_id_generator]
fn new_session_id() -> SessionId {
    SessionId::random::<32>()
}

fn main() {}
