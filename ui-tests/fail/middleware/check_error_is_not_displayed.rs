//! A check whose error cannot be shown.
use onionskin::prelude::*;

struct TooMany;
struct Limit(usize);
#[middleware(before)]
impl Limit {
    fn before(&self, req: &Request) {
        let _ = req;
    }
    #[check]
    fn check(&self) -> Result<(), TooMany> {
        if self.0 > 3 { Err(TooMany) } else { Ok(()) }
    }
}

fn main() {}
