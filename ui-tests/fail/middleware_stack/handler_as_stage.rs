//! A handler as a stage.
use onionskin::prelude::*;

#[handler]
fn about() -> &'static str {
    "about"
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        about,
        => home
    };
}
