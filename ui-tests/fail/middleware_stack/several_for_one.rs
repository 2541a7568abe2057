//! A list of origins to the method for one.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        Cors::new().allow_origin(["https://a.example", "https://b.example"]),
        => home
    };
}
