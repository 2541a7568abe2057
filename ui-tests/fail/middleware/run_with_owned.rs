//! A value lent without a reference.
use onionskin::prelude::*;

struct User;

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
    next.run_with(req, User).await
}

fn main() {}
