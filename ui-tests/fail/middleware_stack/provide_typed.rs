//! A provided value with its type.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let config = 5;
    let _ = middleware_stack! { provide config: u32; => home };
}
