//! A handler that borrows, in braces, in a fragment.
use onionskin::prelude::*;

struct Config(u8);

#[handler]
fn show(config: &Config) -> String {
    config.0.to_string()
}

fn main() {
    let _stack = middleware_stack! {
        (show {}),
    };
}
