//! A middleware that lends a type that does not exist.
use onionskin::prelude::*;

#[middleware]
async fn user(req: &mut Request, next: impl NextWith<Usr>) -> Response {
    next.run_with(req, &find()).await
}

fn find<T>() -> T {
    panic!("never called")
}

fn main() {}
