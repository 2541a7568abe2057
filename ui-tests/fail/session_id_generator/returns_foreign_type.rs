//! A generator of a foreign type.
use onionskin::prelude::*;

struct Uuid;
#[session_id_generator]
fn new_id() -> Uuid {
    Uuid
}

fn main() {}
