//! Routes without a route.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! {
        => routes {}
    };
}
