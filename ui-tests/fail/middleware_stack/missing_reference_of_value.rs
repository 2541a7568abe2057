//! A stage borrows a reference to what is provided.
use onionskin::prelude::*;

struct Db;

#[middleware(before)]
fn check(_db: &&'static Db) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        provide Db;
        
        check,
        => home
    };
}
