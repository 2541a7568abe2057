//! A stage borrows two values that nobody provides: the first is told.
use onionskin::prelude::*;

struct Config;
struct Db;

#[middleware(before)]
fn check(_db: &Db, _config: &Config) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        check,
        => home
    };
}
