//! A question without an answer.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware]
impl Quota {
    #[applies]
    fn applies(&self, req: &Request) {
        let _ = req.method() == Method::GET && self.requests > 0;
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
