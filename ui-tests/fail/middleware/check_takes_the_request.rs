//! A check that wants a request, before there is one.
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
    fn check(&self, req: &Request) -> Result<(), String> {
        let _ = req;
        Ok(())
    }
}

fn main() {}
