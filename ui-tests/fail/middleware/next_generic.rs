//! `next` as a generic parameter.
use onionskin::prelude::*;

#[middleware]
async fn auth<N: Next>(req: &mut Request, next: N) -> Response {
    next.run(req).await
}

fn main() {}
