//! A handler that does not exist.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! { => routes { GET "/" => hom } };
}
