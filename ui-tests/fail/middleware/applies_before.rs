//! A question of a stage that shares its frame.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware(before)]
impl Quota {
    #[applies]
    fn applies(&self, req: &Request) -> bool {
        req.method() == Method::GET && self.requests > 0
    }

    fn before(&self) -> Result<(), StatusCode> {
        Err(StatusCode::TOO_MANY_REQUESTS)
    }
}

fn main() {}
