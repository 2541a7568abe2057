//! A rest of the path in the middle of it.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/files/{*rest}/info" => home,
        }
    };
}
