//! A check that waits.
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
    async fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
