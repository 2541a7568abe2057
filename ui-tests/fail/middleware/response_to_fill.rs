//! Express's three parameters.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, _res: &mut Response, next: impl Next) {
    next.run(req).await;
}

fn main() {}
