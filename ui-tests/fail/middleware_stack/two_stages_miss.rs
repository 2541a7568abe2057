//! Two stages each borrow what nobody provides: two errors.
use onionskin::prelude::*;

struct Config;
struct Db;

#[middleware(before)]
fn check(_db: &Db) {}

#[middleware(before)]
fn count(_config: &Config) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        check,
        count,
        => home
    };
}
