//! An error handler under its status.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

#[error_handler(500)]
fn failed() -> &'static str { "" }
fn main() {
    let _ = middleware_stack! {
        500 => failed,
        => home
    };
}
