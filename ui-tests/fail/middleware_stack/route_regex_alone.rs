//! A raw string with a regular expression.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { GET r"/items/(\d+)" => home, }
    };
}
