//! A reference to a reference.
use onionskin::prelude::*;

struct Config;

#[handler]
fn home(_config: &&Config) -> String {
    String::new()
}

fn main() {}
