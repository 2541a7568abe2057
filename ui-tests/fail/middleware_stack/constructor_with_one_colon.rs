//! A builder by one colon.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        Cors:new(),
        => home
    };
}
