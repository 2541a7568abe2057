//! `run_with` an Option.
use onionskin::prelude::*;

struct A;
#[middleware]
async fn lend(req: &mut Request, next: impl NextWith<A>) -> Response {
    let a: Option<A> = None;
    next.run_with(req, &a).await
}

fn main() {}
