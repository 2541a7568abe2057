//! The word `routes` misspelt.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { => route { GET "/" => home } };
}
