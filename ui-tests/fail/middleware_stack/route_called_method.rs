//! A method is called with the handler, as other frameworks write it.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => routes { "/" => GET(home) } };
}
