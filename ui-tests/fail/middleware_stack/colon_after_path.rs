//! A colon between path and handler.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { => routes { GET "/": home } };
}
