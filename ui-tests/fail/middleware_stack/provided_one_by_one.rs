//! Provided values one per line with two semicolons.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

struct Config;
struct Db;
fn main() {
    let _ = middleware_stack! {
        provide Config; Db;
        => home
    };
}
