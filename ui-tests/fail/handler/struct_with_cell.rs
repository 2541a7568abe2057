//! A borrowed struct that holds a cell, in a handler.
use onionskin::prelude::*;

struct Counter {
    seen: std::cell::Cell<u64>,
}

#[handler]
async fn home(counter: &Counter) -> String {
    String::new()
}

fn main() {}
