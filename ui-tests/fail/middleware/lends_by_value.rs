//! A value lent by value.
use onionskin::prelude::*;

struct A;
#[middleware]
async fn lend(req: &mut Request, next: impl NextWith<A>) -> Response {
    next.run_with(req, A).await
}

fn main() {}
