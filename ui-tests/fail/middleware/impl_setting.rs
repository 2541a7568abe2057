//! A setting in the method of a struct.
use onionskin::prelude::*;

struct Limit;

#[middleware(before)]
impl Limit {
    fn before(&self, _req: &Request, #[setting] _max: u64) {}
}

fn main() {}
