//! The request of the http crate, with text as its body.
use onionskin::prelude::*;

#[handler]
async fn home(req: &mut onionskin::http::Request<String>) -> String {
    req.body().clone()
}

fn main() {}
