//! A handler's method that wants the handler for itself.
use onionskin::prelude::*;

struct Shelf {
    books: Vec<&'static str>,
}

#[handler]
impl Shelf {
    fn take(&mut self) -> &'static str {
        self.books.pop().unwrap_or("no more")
    }
}

fn main() {}
