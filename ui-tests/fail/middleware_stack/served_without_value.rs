//! A stack whose stage lacks a value, served.
use onionskin::prelude::*;

struct User;
#[handler]
async fn home() -> String {
    String::new()
}
#[middleware]
async fn log(req: &mut Request, _user: &User, next: impl Next) -> Response {
    next.run(req).await
}
fn main() {
    let _ = onionskin::TestClient::new(
        middleware_stack! { log, => routes { GET "/" => home, "/a" => { => home } } },
    );
}
