//! A session id generator that returns nothing.
use onionskin::prelude::*;

#[session_id_generator]
fn new_session_id() {}

fn main() {}
