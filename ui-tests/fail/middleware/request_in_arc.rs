//! A shared request.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: Arc<Request>, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
