//! A value that is used after it was moved.
use onionskin::prelude::*;

struct User(String);

#[middleware]
async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
    let name = String::new();
    let user = User(name);
    let response = next.run_with(req, &user).await;
    println!("{name}");
    response
}

fn main() {}
