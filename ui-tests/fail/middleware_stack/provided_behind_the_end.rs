//! provide behind the end.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

struct Config;
fn main() {
    let _ = middleware_stack! {
        => home;
        provide Config;
    };
}
