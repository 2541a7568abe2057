//! A tuple with the status behind the body.
use onionskin::prelude::*;

#[handler]
fn home() -> (String, StatusCode) {
    (String::new(), StatusCode::OK)
}

fn main() {}
