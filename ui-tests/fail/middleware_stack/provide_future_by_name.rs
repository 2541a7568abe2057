//! A provided async call without await, named.
use onionskin::prelude::*;

struct Db;
impl Db { async fn connect() -> Db { Db } }
#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let db = Db::connect();
    let _ = middleware_stack! { provide db; => home };
}
