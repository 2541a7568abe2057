//! A handler that wants a value of the stack for itself.
use onionskin::prelude::*;

struct Config;

#[handler]
fn home(_config: &mut Config) -> String {
    String::new()
}

fn main() {}
