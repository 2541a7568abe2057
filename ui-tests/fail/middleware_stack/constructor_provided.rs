//! A provided constructor that is not called.
use onionskin::prelude::*;

struct Db(u32);
#[handler]
fn home(_db: &Db) -> &'static str { "" }
fn main() {
    let _ = middleware_stack! {
        provide Db;
        => home
    };
}
