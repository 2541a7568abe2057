//! A path with a line's end.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { GET "/a\n" => home }
    };
}
