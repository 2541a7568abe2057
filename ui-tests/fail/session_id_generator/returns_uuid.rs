//! A generator of a type of one's own.
use onionskin::prelude::*;

struct Uuid(u128);

#[session_id_generator]
fn id() -> Uuid {
    Uuid(0)
}

fn main() {}
