//! A text to the method for several.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        Cors::new().allow_origins("https://a.example"),
        => home
    };
}
