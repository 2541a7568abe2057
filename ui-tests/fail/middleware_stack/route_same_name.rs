//! Two parameters of one path with one name.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/users/{id}/posts/{id}" => home,
        }
    };
}
