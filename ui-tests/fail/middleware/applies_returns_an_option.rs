//! An answer that is neither yes nor no.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware]
impl Quota {
    #[applies]
    fn applies(&self, req: &Request) -> Option<u32> {
        self.requests.checked_sub(req.headers().len().try_into().ok()?)
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
