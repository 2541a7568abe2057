//! Entropy not given.
use onionskin::prelude::*;

#[session_id_generator]
fn new_id() -> SessionId {
    SessionId::random()
}

fn main() {}
