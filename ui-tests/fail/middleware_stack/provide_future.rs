//! A future is provided.
use onionskin::prelude::*;

struct Db;

async fn connect() -> Db {
    Db
}

#[handler]
fn home(_db: &Db) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { provide connect(); => home };
}
