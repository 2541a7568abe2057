//! A call of one that lends.
use onionskin::prelude::*;

struct User;
#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
    let mut res = next.call(req, &User).await;
    res.headers_mut().clear();
    res
}

fn main() {}
