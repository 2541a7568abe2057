//! Whether a stage applies, said after waiting.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware]
impl Quota {
    #[applies]
    async fn applies(&self, req: &Request) -> bool {
        req.method() == Method::GET && self.requests > 0
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
