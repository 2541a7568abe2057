//! A handler that names lifetimes and returns a reference.
use onionskin::prelude::*;

struct Db {
    name: String,
}

#[handler]
fn home<'a>(db: &'a Db) -> &'a str {
    &db.name
}

fn main() {}
