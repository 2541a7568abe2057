//! Whether a stage applies, by what it takes from the request.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware]
impl Quota {
    #[applies]
    fn applies(&self, query: Query<u32>) -> bool {
        self.requests > query.0
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

fn main() {}
