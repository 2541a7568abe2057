//! Compression without its feature.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        Compression::new(),
        => home
    };
}
