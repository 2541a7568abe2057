//! A bare trait as the return type.
use onionskin::prelude::*;

#[handler]
fn home() -> IntoResponse { "home" }

fn main() {}
