//! A check that says yes or no, and not why.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware(before)]
impl Quota {
    fn before(&self) -> Result<(), StatusCode> {
        if self.requests == 0 {
            return Err(StatusCode::TOO_MANY_REQUESTS);
        }
        Ok(())
    }

    #[check]
    fn check(&self) -> bool {
        self.requests > 0
    }
}

fn main() {}
