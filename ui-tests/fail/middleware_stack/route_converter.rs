//! A part as Flask writes it.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { GET "/items/<int:id>" => home }
    };
}
