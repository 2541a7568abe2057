//! A route borrows what only another branch provides.
use onionskin::prelude::*;

struct User;

#[provider]
fn current_user(_req: &Request) -> User {
    User
}

#[handler]
fn dashboard(_user: &User) -> &'static str {
    "dashboard"
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            "/admin" => {
                current_user,
                => dashboard
            },
            GET "/" => dashboard,
        }
    };
}
