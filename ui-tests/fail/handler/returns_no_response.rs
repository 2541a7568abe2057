//! A handler that returns what is no response.
use onionskin::prelude::*;

struct Foo;

#[handler]
fn home() -> Foo {
    Foo
}

fn main() {}
