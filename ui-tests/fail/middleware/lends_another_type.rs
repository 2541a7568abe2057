//! A middleware that lends another type than it says.
use onionskin::prelude::*;

struct User(String);

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
    next.run_with(req, &String::from("ann")).await
}

fn main() {}
