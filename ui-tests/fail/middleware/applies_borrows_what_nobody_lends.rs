//! A question about what nobody lends.
use onionskin::prelude::*;

struct Quota {
    requests: u32,
}

#[middleware]
impl Quota {
    #[applies]
    fn applies(&self, limit: &u32) -> bool {
        self.requests > *limit
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

#[handler]
fn hello() -> &'static str {
    "hello"
}

fn main() {
    middleware_stack! { Quota { requests: 1 }, => hello };
}
