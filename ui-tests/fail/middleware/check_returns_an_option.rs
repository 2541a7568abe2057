//! A check that returns an Option.
use onionskin::prelude::*;

struct Limit(usize);
#[middleware(before)]
impl Limit {
    fn before(&self, req: &Request) {
        let _ = req;
    }
    #[check]
    fn check(&self) -> Option<String> {
        None
    }
}

fn main() {}
