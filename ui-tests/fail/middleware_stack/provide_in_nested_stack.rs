//! Values that are provided in a nested stack.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            "/admin" => {
                provide 1_u64;
                => home
            },
        }
    };
}
