//! A status as the handler.
use onionskin::prelude::*;

fn main() {
    let _ = middleware_stack! { => routes { GET "/" => StatusCode::OK } };
}
