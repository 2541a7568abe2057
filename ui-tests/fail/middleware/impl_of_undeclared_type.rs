//! A generic that is not declared.
use onionskin::prelude::*;

struct Tag<T>(T);
#[middleware(before)]
impl Tag<T> {
    fn before(&self, req: &Request) {
        let _ = req;
    }
}

fn main() {}
