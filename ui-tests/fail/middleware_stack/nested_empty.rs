//! A nested stack that is empty.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! {
        => routes {
            "/admin" => {},
        }
    };
}
