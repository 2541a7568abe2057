//! A handler that borrows, in braces, where a stage stands.
use onionskin::prelude::*;

struct Config(u8);

#[handler]
fn show(config: &Config) -> String {
    config.0.to_string()
}

fn main() {
    let _stack = middleware_stack! {
        provide Config(1);
        (show {}),
        => show
    };
}
