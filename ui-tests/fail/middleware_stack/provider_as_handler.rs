//! A provider as a handler of a route.
use onionskin::prelude::*;

struct User;
#[provider]
fn user() -> User {
    User
}
fn main() {
    let _ = middleware_stack! { => routes { GET "/" => user } };
}
