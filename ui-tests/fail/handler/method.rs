//! The attribute on a method.
use onionskin::prelude::*;

struct Home;

impl Home {
    #[handler]
    fn home(&self) -> String {
        String::new()
    }
}

fn main() {}
