//! Two questions.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware]
impl Quota {
    #[applies]
    fn is_limited(&self) -> bool {
        self.requests > 0
    }

    #[applies]
    fn is_get(&self, req: &Request) -> bool {
        req.method() == Method::GET
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
