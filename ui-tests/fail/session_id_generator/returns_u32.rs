//! A session id generator that returns a number.
use onionskin::prelude::*;

#[session_id_generator]
async fn new_session_id() -> u32 {
    7
}

fn main() {}
