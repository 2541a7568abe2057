//! The attribute on an impl block.
use onionskin::prelude::*;

struct Home;

#[handler]
impl Home {
    fn home(&self) -> String {
        String::new()
    }
}

fn main() {}
