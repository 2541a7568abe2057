//! A stack with a plain function, served.
use onionskin::prelude::*;

struct User;
async fn auth(req: &mut Request, next: impl NextWith<User>) -> Response {
    next.run_with(req, &User).await
}
#[handler]
async fn home(_user: &User) -> String {
    String::new()
}
#[middleware]
async fn log(req: &mut Request, _user: &User, next: impl Next) -> Response {
    next.run(req).await
}
fn main() {
    let _ = onionskin::TestClient::new(
        middleware_stack! { auth, log, => routes { GET "/" => home, "/a" => { log, => home } } },
    );
}
