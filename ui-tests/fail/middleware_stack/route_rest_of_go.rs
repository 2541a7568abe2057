//! Go's rest of the path.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { GET "/files/{path...}" => home, }
    };
}
