//! The request of the http crate, with bytes as its body.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut onionskin::http::Request<Vec<u8>>, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {}
