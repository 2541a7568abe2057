//! A value as axum's `Extension`.
use onionskin::prelude::*;

struct Db;

#[handler]
async fn home(_db: Extension<Db>) -> String {
    String::new()
}

fn main() {}
