//! A path that is a constant.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

const ROOT: &str = "/";

fn main() {
    let _ = middleware_stack! {
        => routes {
            GET ROOT => home,
        }
    };
}
