//! A stage borrows a value that the application does not provide.
use onionskin::prelude::*;

struct Config;
struct Db;

#[provider]
fn rows(_db: &Db) -> u64 {
    0
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        provide Config;
        
        rows,
        => home
    };
}
