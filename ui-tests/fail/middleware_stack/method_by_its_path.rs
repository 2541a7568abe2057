//! A route with Method::GET.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes { Method::GET "/" => home, }
    };
}
