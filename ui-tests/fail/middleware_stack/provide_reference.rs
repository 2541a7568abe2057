//! A reference that is provided.
use onionskin::prelude::*;

struct Db;

#[handler]
fn home(_db: &Db) -> &'static str {
    "home"
}

fn main() {
    let db = Db;
    let _ = middleware_stack! { provide &db; => home };
}
