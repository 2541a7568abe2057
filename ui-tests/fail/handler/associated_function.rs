//! The attribute on an associated function.
use onionskin::prelude::*;

struct Home;

impl Home {
    #[handler]
    fn home() -> String {
        String::new()
    }
}

fn main() {}
