//! The fallback of the routes borrows what nobody provides.
use onionskin::prelude::*;

struct User;

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
            GET "/" => home,
            _ => dashboard,
        }
    };
}
