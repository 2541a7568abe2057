//! A value is provided in an `Arc` and borrowed without.
use onionskin::prelude::*;

use std::sync::Arc;

struct Db;

#[middleware(before)]
fn check(_db: &Db) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        provide Arc::new(Db);
        
        check,
        => home
    };
}
