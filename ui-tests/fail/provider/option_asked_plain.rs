//! A provider of an Option, the handler needs the value.
use onionskin::prelude::*;

struct User;
#[provider]
async fn user(req: &Request) -> Option<User> {
    let _ = req;
    None
}
#[handler]
fn home(user: &User) -> &'static str {
    let _ = user;
    ""
}
fn main() {
    let _ = middleware_stack! { user, => home };
}
