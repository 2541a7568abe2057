//! A value that is no stage.
use onionskin::prelude::*;

struct Auth {
    realm: &'static str,
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        (Auth { realm: "staff" }),
        => home
    };
}
