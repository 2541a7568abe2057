//! Returns a boxed trait object.
use onionskin::prelude::*;

#[handler]
fn find() -> Box<dyn IntoResponse> {
    Box::new("x")
}

fn main() {}
