//! An `impl` block without a method that could be the handler.
use onionskin::prelude::*;

struct Shelf;

#[handler]
impl Shelf {
    fn empty() -> Self {
        Self
    }
}

fn main() {
    Shelf::empty();
}
