//! A builder that is broken by a comma.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        Cors::new(),
            .allow_origin("https://example.org"),
        => home
    };
}
