//! A middleware that keeps a part of the request while the rest of the stack has it.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Response {
    let path = req.uri().path();
    let res = next.run(req).await;
    println!("{path}");
    res
}

fn main() {}
