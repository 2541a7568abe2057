//! A middleware of three parameters, as express has it.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, res: &mut Response, next: impl Next) -> Response {
    *res = next.run(req).await;
    Response::new(Body::empty())
}

fn main() {}
