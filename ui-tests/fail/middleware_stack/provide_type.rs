//! A type that is provided.
use onionskin::prelude::*;

struct Config {
    _name: String,
}

#[handler]
fn home(_config: &Config) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { provide Config; => home };
}
