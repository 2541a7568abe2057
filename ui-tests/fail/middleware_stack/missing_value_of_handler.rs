//! A handler borrows what nobody provides.
use onionskin::prelude::*;

struct User;

#[handler]
fn dashboard(_user: &User) -> &'static str {
    "dashboard"
}

fn main() {
    let _ = middleware_stack! {
        => dashboard
    };
}
