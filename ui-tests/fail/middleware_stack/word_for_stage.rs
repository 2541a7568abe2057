//! A catch in the stack.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[error_handler(404)]
fn lost() -> &'static str { "lost" }
fn main() {
    let _ = middleware_stack! {
        catch lost,
        => home
    };
}
