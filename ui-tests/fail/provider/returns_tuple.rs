//! A provider of two values, of which one is borrowed.
use onionskin::prelude::*;

struct User;
struct Db;

#[provider]
fn both() -> (User, Db) {
    (User, Db)
}

#[handler]
fn home(_user: &User) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { both, => home };
}
