//! A generator that returns fixed text.
use onionskin::prelude::*;

#[session_id_generator]
fn id() -> &'static str {
    "one"
}

fn main() {}
