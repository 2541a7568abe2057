//! A check that does not say what it found.
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
    fn check(&self) {
        assert!(self.requests > 0);
    }
}

fn main() {}
