//! Express's three parameters.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, res: &mut Response, next: impl Next) {
    next.run(req).await;
}

fn main() {}
