//! A middleware that forgets to lend its value.
use onionskin::prelude::*;

struct User(String);

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
    next.run(req).await
}

fn main() {}
