//! A middleware that does not say what it lends.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith) -> Response {
    next.run_with(req, &String::new()).await
}

fn main() {}
