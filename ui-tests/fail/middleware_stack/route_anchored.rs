//! A path as Django writes it.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { GET "^items/$" => home }
    };
}
