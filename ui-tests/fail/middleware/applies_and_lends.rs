//! A stage that lends what is below it relies on, and may be passed by.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware]
impl Quota {
    #[applies]
    fn applies(&self, req: &Request) -> bool {
        req.method() == Method::GET && self.requests > 0
    }

    async fn handle(&self, req: &mut Request, next: impl NextWith<u32>) -> Response {
        next.run_with(req, &self.requests).await
    }
}

fn main() {}
