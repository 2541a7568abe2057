//! `NextWith` of two types.
use onionskin::prelude::*;

struct User;
struct Db;

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<User, Db>) -> Response {
    next.run_with(req, &User).await
}

fn main() {}
