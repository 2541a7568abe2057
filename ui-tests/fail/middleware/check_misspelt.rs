//! A misspelt check attribute.
use onionskin::prelude::*;

struct Limit(usize);
#[middleware(before)]
impl Limit {
    fn before(&self, req: &Request) {
        let _ = req;
    }
    #[checks]
    fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
