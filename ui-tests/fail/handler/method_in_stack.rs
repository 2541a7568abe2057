//! A handler that is a method of a plain `impl` block, and stands in a stack.
use onionskin::prelude::*;

struct Shelf {
    books: Vec<&'static str>,
}

impl Shelf {
    #[handler]
    fn book(&self, Path(number): Path<usize>) -> Result<&'static str, StatusCode> {
        self.books.get(number).copied().ok_or(StatusCode::NOT_FOUND)
    }
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/books/{number}" => Shelf { books: vec!["Emma"] },
        }
    };
}
