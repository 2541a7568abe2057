//! A text as the handler of a route.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! { => routes { GET "/" => "home" } };
}
