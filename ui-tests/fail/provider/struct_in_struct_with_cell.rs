//! A provider of a struct in which a struct holds a Cell.
use onionskin::prelude::*;

struct Inner { n: std::cell::Cell<u32> }
struct Outer { inner: Inner }
#[provider]
fn outer() -> Outer {
    Outer { inner: Inner { n: std::cell::Cell::new(0) } }
}

fn main() {}
