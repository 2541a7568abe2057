//! A fragment as impl Stage lends, and below it is missing.
use onionskin::prelude::*;

struct User;
#[provider]
fn user() -> User {
    User
}
#[handler]
fn home(u: &User) -> &'static str {
    let _ = u;
    ""
}
fn common() -> impl Stage {
    middleware_stack! { user }
}
fn main() {
    let _ = middleware_stack! { common(), => home };
}
